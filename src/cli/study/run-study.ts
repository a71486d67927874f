import { availableParallelism } from "node:os";
import { type Journal, openJournal } from "../../files/journal.ts";
import { RunError } from "../../message/run-error.ts";
import { studies } from "../../study/studies.ts";
import { casesOf, type StudyCase } from "../../study/sweep/axes.ts";
import type { CaseResult } from "../../study/sweep/case-result.ts";
import { labelsAt, type Program } from "../../study/sweep/results.ts";
import type { Study } from "../../study/sweep/study.ts";
import type { Finished } from "../../study/sweep/summary.ts";
import { grouped } from "../../view/number-text.ts";
import { systemClock } from "../io/clock.ts";
import type { CommandIo } from "../io/command-io.ts";
import { untilStopped } from "../io/stop-signals.ts";
import { StoppedBySignal } from "../io/stopped.ts";
import { cachedSamples } from "./cached-samples.ts";
import { keyOf, sampleFiles } from "./case-keys.ts";
import { listStudies } from "./list-studies.ts";
import { loadStudy } from "./load-study.ts";
import { createProgressLine } from "./progress-line.ts";
import { runCases } from "./run-cases.ts";
import { tellResults, writeResults } from "./study-results.ts";

/** The options of the command `study`, parsed one by one. */
export interface StudyOptions {
  readonly out?: string;
  readonly jobs?: number;
  readonly list?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** A case with the key that its result is kept under. */
interface KeyedCase extends StudyCase {
  readonly key: string;
}

/** What the command `study` does. @param program its name and version */
export async function runStudy(
  argument: string | undefined,
  options: StudyOptions,
  io: CommandIo,
  program: string,
): Promise<void> {
  if (options.list) {
    await listStudies(options, io);
    return;
  }
  if (argument === undefined) {
    throw new RangeError(`STUDY: expected one of ${[...studies.keys()].join(", ")}, or a file; got nothing`);
  }
  const samples = cachedSamples();
  const study = await loadStudy(argument, { samples });
  const cases = casesOf(study);
  const by: Program = { program, node: process.version, engine: `V8 ${process.versions.v8}` };
  const read = sampleFiles(cases, samples);
  const keyed = cases.map((each) => ({ ...each, key: keyOf(each, read, by) }));
  const files = [...read.values()];
  const folder = options.out ?? `${study.name}-study`;
  const journal = openJournal(folder);
  try {
    await runMissing(keyed, journal, options, io).catch(tellStopped(folder, keyed, journal, io));
    const finished = keyed.map((each) => ({ ...each, result: journal.entries.get(each.key) as CaseResult }));
    const origin = { program: by, files };
    const names = writeResults(folder, study, finished, origin);
    await tellResults(study, finished, origin, { folder, names }, options, io);
    expectNoFailure(study, finished);
  } finally {
    journal.close();
  }
}

/** Runs those that no earlier run has finished; of equal cases one. */
async function runMissing(
  keyed: readonly KeyedCase[],
  { entries, add }: Journal,
  { jobs = availableParallelism(), json, quiet }: StudyOptions,
  { stderr }: CommandIo,
): Promise<void> {
  const missing = new Map<string, KeyedCase>();
  for (const each of keyed) if (!entries.has(each.key)) missing.set(each.key, missing.get(each.key) ?? each);
  const cases = [...missing.values()];
  const size = { total: keyed.length, before: keyed.length - cases.length };
  const line = createProgressLine(json === true || quiet === true ? undefined : stderr, size, systemClock);
  const keyAt = new Map(cases.map(({ index, key }) => [index, key]));
  const done = ({ index }: StudyCase, result: CaseResult): void => {
    // What is kept is what is told: a result goes through JSON, however it was come by.
    add(keyAt.get(index) ?? "", JSON.parse(JSON.stringify(result)) as CaseResult);
    line.advance();
  };
  await untilStopped(({ signal }) => runCases({ cases, jobs, done, signal, clock: systemClock })).finally(
    line.clear,
  );
}

/** Whoever stops a study is told that nothing is lost. */
function tellStopped(
  folder: string,
  keyed: readonly KeyedCase[],
  { entries }: Journal,
  { stderr }: CommandIo,
) {
  return (error: unknown): never => {
    if (error instanceof StoppedBySignal) {
      const done = keyed.filter(({ key }) => entries.has(key)).length;
      stderr.write(
        `${grouped(done)} of ${grouped(keyed.length)} cases are done and kept in ${folder}; the same command goes on\n`,
      );
    }
    throw error;
  };
}

/** @throws RunError that tells the first of those that failed */
function expectNoFailure({ axes }: Study, finished: readonly Finished[]): void {
  const failed = finished.filter(({ result }) => result.outcome === "failed");
  const [first] = failed;
  if (first === undefined) return;
  const places = Object.entries(labelsAt(axes, first.at)).map(([name, label]) => `${name} ${label}`);
  const which = [...places, `seed ${first.seed}`].join(", ");
  throw new RunError(
    `${failed.length} of ${finished.length} cases failed; the first, ${which}: ${first.result.message ?? ""}`,
  );
}
