import { cpus, loadavg } from "node:os";
import type { BenchOptions } from "../options.ts";
import { cpuClock } from "./clock.ts";
import type { Bar, Section } from "./section.ts";
import type { Results } from "./statistics.ts";
import { type Table, markdownOf, textOf } from "./table.ts";

/** Where and when it was measured. */
export interface Circumstances {
  readonly date: string;
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  /** Of one minute. */
  readonly load: { readonly begin: number; end: number };
  readonly cpuClock: string;
  readonly options: BenchOptions;
}

export function circumstances(options: BenchOptions): Circumstances {
  const load = loadNow();
  return {
    date: new Date().toISOString(),
    node: process.version,
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    load: { begin: load, end: load },
    cpuClock,
    options,
  };
}

export function loadNow(): number {
  return loadavg()[0] ?? NaN;
}

/** What is said of the run before its tables. */
export function preface({ date, node, processor, cores, load, cpuClock, options }: Circumstances): string[] {
  return [
    `Counterflow, ${date}, Node ${node}, ${processor}, ${cores} cores, load ${load.begin.toFixed(1)} to ${load.end.toFixed(1)}.`,
    `Median of ${options.rounds} rounds, with the least and the most; CPU time is that of the ${cpuClock}. Ratios are formed round by round.`,
    ...(options.quick ? ["A quick run: it shows that everything runs, and its figures prove nothing."] : []),
  ];
}

export function tablesOf(sections: readonly Section[], results: Results): Table[] {
  const measured = sections.filter((section) => isMeasured(section, results));
  return [...measured.flatMap((section) => section.tables(results)), ...failureTables(results), barTable(sections, results)]; // prettier-ignore
}

function isMeasured(section: Section, results: Results): boolean {
  return [...results.keys()].some((heat) => heat.startsWith(section.letter));
}

/** What did not run, and why. */
function failureTables(results: Results): Table[] {
  const rows = [...results].flatMap(([heat, rounds]) =>
    rounds.flatMap((round, r) =>
      [...round].flatMap(([id, entry]) =>
        "failure" in entry ? [[heat, id, String(r + 1), entry.failure]] : [],
      ),
    ),
  );
  return rows.length === 0 ? [] : [{ title: "What failed", headings: ["heat", "who", "round", "why"], rows }];
}

function barTable(sections: readonly Section[], results: Results): Table {
  const rows = barsOf(sections, results).map(({ what, reached, bar, holds }) => [what, reached, bar, verdict(holds)]); // prettier-ignore
  return { title: "What must be reached", headings: ["what", "reached", "bar", "holds"], rows };
}

export function barsOf(sections: readonly Section[], results: Results): Bar[] {
  return sections.flatMap((section) => section.bars(results));
}

function verdict(holds: boolean | undefined): string {
  return holds === undefined ? "not measured" : holds ? "yes" : "no";
}

export function textReport(about: Circumstances, tables: readonly Table[]): string {
  return [...preface(about), "", tables.map(textOf).join("\n\n"), ""].join("\n");
}

export function markdownReport(about: Circumstances, tables: readonly Table[]): string {
  return ["# Benchmark", ...preface(about), ...tables.map(markdownOf)].join("\n\n") + "\n";
}

/** Every turn of every round, and the bars. */
export function jsonReport(about: Circumstances, results: Results, bars: readonly Bar[]): string {
  const heats = Object.fromEntries(
    [...results].map(([heat, rounds]) => [heat, rounds.map((round) => Object.fromEntries(round))]),
  );
  return `${JSON.stringify({ ...about, bars, heats }, undefined, 1)}\n`;
}
