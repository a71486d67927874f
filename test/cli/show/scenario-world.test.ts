import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addScenarioWorld, worldOf } from "../../../src/cli/show/scenario-world.ts";
import type { Scenario } from "../../../src/index.ts";

const scenario: Scenario = { name: "sums", summary: "", options: [{ name: "seed", help: "", fallback: "7" }], run: () => Promise.resolve() }; // prettier-ignore
const own = [{ name: "latency", help: "", fallback: "20" }];

/** What a command line asks of a scenario's world. */
function asked(words: string, changes: Partial<Scenario> = {}) {
  const changed = { ...scenario, ...changes };
  const command = new Command("sums").exitOverride().configureOutput({ writeErr: () => undefined });
  for (const { name, fallback } of changed.options) command.option(`--${name} <value>`, "", fallback);
  for (const kept of ["trace", "html"]) command.option(`--${kept} <file>`);
  addScenarioWorld(command.option("--page"), changed).parse(words.split(" ").filter(Boolean), {
    from: "user",
  });
  return worldOf(changed, command.opts());
}

describe("the world of a scenario", () => {
  it.each<[string, Partial<Scenario>, unknown]>([
    ["", {}, undefined],
    ["--latency 3", {}, { latency: { kind: "constant", ticks: 3 }, seed: 7, delivery: "reliable" }],
    ["--latency uniform:1:9 --seed 2", {}, { latency: { kind: "uniform", from: 1, to: 9 }, seed: 2 }],
    ["--faults drop=0.1,crash=0.01", {}, { faults: { drop: 0.1, crash: 0.01 } }],
    ["--faults drop=0.1,lossy", {}, { faults: { drop: 0.1 }, delivery: "lossy" }],
    ["--faults drop=0.1 --trace t.jsonl", {}, { faults: { drop: 0.1 } }],
    ["", { options: own }, undefined],
    ["--latency 3", { options: own }, undefined],
    ["--latency 3 --faults drop=0.1", { options: own }, { latency: undefined, faults: { drop: 0.1 } }],
    ["", { world: "own" }, undefined],
  ])("after %j with %j is %j", (words, changes, expected) => {
    if (expected === undefined) expect(asked(words, changes)).toBeUndefined();
    else expect(asked(words, changes)).toMatchObject({ name: "simulated", ...expected });
  });

  it.each<[string, Partial<Scenario>, string]>([
    ["--latency 3", { world: "own" }, "--latency: expected a scenario that leaves it open how messages travel; got sums, which does not"],
    ["--faults drop=0.1", { world: "own", options: own }, "--faults: expected a scenario that leaves it open how messages travel; got sums, which does not"],
    ["--faults throw=0.1 --html p.html", {}, "--html: expected --faults without crash, outage, failover and throw, which begin batches anew; got throw"],
    ["--faults crash=0.1 --page", {}, "--page: expected --faults without crash, outage, failover and throw, which begin batches anew; got crash"],
    ["--faults drip=0.1", {}, '(did you mean "drop"?)'],
  ])("is refused after %j with %j", (words, changes, message) => {
    expect(() => asked(words, changes)).toThrow(message);
  }); // prettier-ignore
});
