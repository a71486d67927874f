import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/index.ts";
import { only, record, type Shown, textOf } from "./recording-screen.ts";

const folder = new URL("../../scenarios/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));
const readme = readFileSync(new URL("README.md", folder), "utf8");

/** What makes a long scenario short. */
const short: Record<string, Record<string, string>> = {
  "decision-boundary": { epochs: "3" },
  digits: { samples: "100", epochs: "1" },
  "weight-transport": { epochs: "1" },
  pipedream: { epochs: "1" },
  pipemare: { epochs: "1" },
  ampnet: { epochs: "1" },
  "parameter-server": { loss: "0.5" },
  "uniform-versus-per-stage-delay": { epochs: "1" },
  "time-to-accuracy": { epochs: "1" },
  xor: { epochs: "10" },
};

async function load(name: string): Promise<Scenario> {
  const [scenario] = Object.values(
    (await import(new URL(`${name}.ts`, folder).href)) as Record<string, Scenario>,
  );
  if (scenario === undefined) throw new RangeError(`scenarios/${name}.ts exports nothing`);
  return scenario;
}

function numbersOf(shown: readonly Shown[]): number[] {
  const curves = only("curve", shown).flatMap(({ values }) => values);
  const events = only("flow", shown).flatMap((flow) => flow.events);
  const fields = events.flatMap((event) => Object.values(event).flat() as unknown[]);
  return [...curves, ...fields.filter((value) => typeof value === "number")];
}

describe.each(names)("the scenario %s", (name) => {
  it("has its file's name, a summary in one line, and options with a word of help", async () => {
    const { name: own, summary, options } = await load(name);
    expect(own).toBe(name);
    expect(summary).toMatch(/^\S.{20,110}\S$/);
    for (const option of options) {
      expect(option.name).toMatch(/^[a-z]+$/);
      expect(option.help).toMatch(/^\S.+/);
    }
  });

  it("runs to its end and shows no number that is none", async () => {
    const shown = await record(await load(name), { options: short[name] ?? {} });
    expect(only("heading", shown).length).toBeGreaterThan(0);
    expect(textOf(shown)).not.toMatch(/NaN|undefined|Infinity|\[object/);
    for (const value of numbersOf(shown)) expect(Number.isFinite(value)).toBe(true);
  });

  it("imports the public face, rxjs and its own texts and networks alone", () => {
    const source = readFileSync(new URL(`${name}.ts`, folder), "utf8");
    const imported = [...source.matchAll(/(?:^import .* from |import\()"([^"]+)"/gm)].map(
      ([, from = ""]) => from,
    );
    const own = (from: string): boolean => from.startsWith("./texts/") || from.startsWith("./networks/");
    const others = imported.filter((from) => from !== "../src/index.ts" && from !== "rxjs" && !own(from));
    expect(others).toEqual(name === "digits" ? ["../src/files/read-samples.ts"] : []);
  });

  it("is at most 65 lines of code", () => {
    const lines = readFileSync(new URL(`${name}.ts`, folder), "utf8").split("\n");
    expect(lines.filter((line) => !/^\s*(\/?\*|\/\/|$)/.test(line)).length).toBeLessThanOrEqual(65);
  });

  it("stands in the table of scenarios with its options and their defaults", async () => {
    const { options } = await load(name);
    const line = readme.split("\n").find((candidate) => candidate.startsWith(`| \`${name}\` |`)) ?? "";
    const expected = options.map((option) => `\`--${option.name} ${option.fallback || "FILE"}\``);
    expect(line.split("|").at(-2)?.trim()).toBe(expected.join(", "));
  });
});
