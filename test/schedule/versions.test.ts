import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Passage } from "../../src/schedule/passages.ts";
import type { PolicyName, PolicyOptions } from "../../src/schedule/policies.ts";
import { policyForm } from "../../src/schedule/policy-closed-forms.ts";
import { runPolicy } from "../../src/schedule/run-policy.ts";
import { type StageEvent, stageEvents } from "../../src/schedule/stage-events.ts";
import { stalenessOf, type StageVersions, versionsOf } from "../../src/schedule/versions.ts";
import type { Timing } from "../../src/schedule/timing.ts";
import { policyOf } from "./policy-of.ts";

const unit: Timing = { forward: 1, backward: 1, weightGradient: 0 };
/** The versions of a policy's run. */
function run(
  name: PolicyName,
  stages: number,
  microBatches: number,
  options: PolicyOptions = {},
  timing = unit,
) {
  const policy = policyOf(name, options);
  return versionsOf(
    stageEvents(runPolicy(policy, { stages, microBatches }, timing), policy.gradientsPerCommit),
    policy,
  );
}

/** What was crossed once the pipeline is full. */
const steady = ({ passages }: StageVersions, from: number): number[] => stalenessOf(passages.slice(from));

const eventsOf = (text: string): StageEvent[] =>
  text
    .split(" ")
    .map((word) =>
      word === "U" ? { kind: "U" } : { kind: word[0] as "F" | "B", microBatch: Number(word.slice(1)) },
    );

describe("PipeDream", () => {
  const sizes = Array.from({ length: 8 }, (_, i) => i + 1);

  it.each(["pipedream-naive", "pipedream"] as const)("%s: stage s of p crosses p − 1 − s updates", (name) => {
    for (const p of sizes) {
      run(name, p, 5 * p).forEach((stage, s) => {
        expect(new Set(steady(stage, p))).toEqual(new Set([p - 1 - s]));
        expect(stage.peakInFlight).toBe(p - s);
        expect(stage.commits).toBe(5 * p);
      });
    }
  });

  it("with weight stashing keeps p − s versions, and its error signals meet the weights of the forward pass", () => {
    for (const p of sizes) {
      run("pipedream", p, 5 * p).forEach((stage, s) => {
        expect(stage.liveVersions).toBe(p - s);
        for (const { forward, transport } of stage.passages) expect(transport).toBe(forward);
      });
    }
  });

  it("without it keeps one, and its error signals meet newer weights", () => {
    for (const p of sizes) {
      run("pipedream-naive", p, 5 * p).forEach((stage, s) => {
        expect(stage.liveVersions).toBe(1);
        for (const { forward, transport } of stage.passages.slice(p))
          expect(transport).toBe(forward + p - 1 - s);
      });
    }
  });

  it("with vertical sync reads one version on all stages, delayed by p − 1 everywhere", () => {
    for (const p of sizes) {
      const stages = run("pipedream-vertical-sync", p, 5 * p);
      const read = stages.map(({ passages }) => passages.map(({ forward }) => forward));
      for (const versions of read) expect(versions).toEqual(read[0]);
      for (const stage of stages) {
        expect(new Set(steady(stage, p))).toEqual(new Set([p - 1]));
        expect(stage.tooEarly).toBeUndefined();
      }
    }
  });
});

describe("PipeDream-2BW", () => {
  it("keeps two versions and is delayed by 1, and can be run if and only if m ≥ p − 1", () => {
    for (let p = 1; p <= 8; p++) {
      for (let m = 1; m <= 10; m++) {
        const stages = run("pipedream-2bw", p, 6 * Math.max(m, p), { gradientsPerCommit: m });
        const isFeasible = stages.every(({ tooEarly }) => tooEarly === undefined);
        expect(isFeasible).toBe(m >= p - 1);
        expect(policyForm("pipedream-2bw", p, { gradientsPerCommit: m }).isFeasible).toBe(isFeasible);
        if (!isFeasible) continue;
        for (const stage of stages) {
          expect(stage.liveVersions).toBe(2);
          expect(new Set(steady(stage, m))).toEqual(new Set([1]));
        }
      }
    }
  });
});

describe.each(["paci", "pipemare"] as const)("%s", (name) => {
  it("crosses ⌊q ÷ m⌋ or ⌈q ÷ m⌉ commits, q ÷ m on average, q = p − 1 − s", () => {
    for (let p = 1; p <= 8; p++) {
      for (let m = 1; m <= 6; m++) {
        run(name, p, 20 * m + 2 * p, { gradientsPerCommit: m }).forEach((stage, s) => {
          const q = p - 1 - s;
          // Whole batches, once the pipeline is full.
          const first = m * Math.ceil(p / m);
          const crossed = steady(stage, first).slice(0, 15 * m);
          const [low, high] = [Math.floor(q / m), Math.ceil(q / m)];
          expect(new Set(crossed)).toEqual(new Set([low, high]));
          expect(crossed.reduce((sum, each) => sum + each, 0)).toBe(15 * q);
          expect(stage.liveVersions).toBe(1);
          const form = policyForm(name, p, { gradientsPerCommit: m }).staleness?.[s];
          expect(form).toEqual({ min: low, mean: q / m, max: high });
        });
      }
    }
  });
});

describe("AMPNet", () => {
  it("with one active key is never stale", () => {
    for (let p = 1; p <= 5; p++) {
      for (const stage of run("ampnet", p, 12)) expect(stage.staleness).toEqual({ min: 0, mean: 0, max: 0 });
    }
  });

  it("with more keys than it can fill is stale by all others at the entrance: max_active_keys − 1", () => {
    for (const maxActiveKeys of [2, 4, 8]) {
      const [first] = run("ampnet", 3, 100, { maxActiveKeys }, { ...unit, backward: 2, latency: 20 });
      expect(new Set(first && steady(first, maxActiveKeys))).toEqual(new Set([maxActiveKeys - 1]));
    }
  });

  it("commits at every stage by itself, after min_update_frequency gradients", () => {
    for (const { commits, passages } of run("ampnet", 3, 20, { maxActiveKeys: 5, gradientsPerCommit: 6 })) {
      expect(commits).toBe(3);
      expect(passages.filter(({ applied }) => applied === undefined).length).toBe(2);
    }
  });
});

/** An order of F, B and U as a list of choices makes it: a forward pass, or the backward pass of any that is open, and U. */
function orderOf(choices: readonly number[]): StageEvent[] {
  const open: number[] = [];
  const events: StageEvent[] = [];
  let next = 0;
  for (const choice of choices) {
    const [microBatch] = choice % 2 === 0 || open.length === 0 ? [] : open.splice(choice % open.length, 1);
    if (microBatch !== undefined) events.push({ kind: "B", microBatch }, { kind: "U" });
    else {
      open.push(next);
      events.push({ kind: "F", microBatch: next++ });
    }
  }
  return events;
}

describe("versions", () => {
  it("balance in any order with a commit after each backward pass: what was crossed is what was stashed", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 60 }), (choices) => {
        const [stage] = versionsOf([orderOf(choices)], policyOf("pipedream"));
        const finished = stalenessOf(stage?.passages ?? []).reduce((sum, each) => sum + each, 0);
        const stashed = (stage?.stashSizes ?? []).reduce((sum, size) => sum + size - 1, 0);
        expect(finished + (stage?.crossedByUnfinished ?? NaN)).toBe(stashed);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("live at once are those that a list of all reads finds, counted after every event", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 40 }), (choices) => {
        const events = orderOf(choices);
        const [stage] = versionsOf([events], policyOf("pipedream"));
        let most = 1;
        events.forEach((_, at) => {
          const newest = events.slice(0, at + 1).filter(({ kind }) => kind === "U").length;
          const isKept = ({ forwardAt, backwardAt }: Passage): boolean =>
            forwardAt <= at && backwardAt !== undefined && backwardAt > at;
          const kept = (stage?.passages ?? []).filter(isKept).map(({ forward }) => forward);
          most = Math.max(most, new Set([newest, ...kept]).size);
        });
        expect(stage?.liveVersions).toBe(most);
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  it("of an order by hand", () => {
    const [stage] = versionsOf([eventsOf("F0 F1 B0 U F2 B1 U F3")], policyOf("pipedream"));
    expect(stage?.passages.map(({ forward, transport, applied }) => [forward, transport, applied])).toEqual([
      [0, 0, 0],
      [0, 0, 1],
      [1, undefined, undefined],
      [2, undefined, undefined],
    ]);
    expect(stage).toMatchObject({
      commits: 2,
      liveVersions: 2,
      stashSizes: [2, 2],
      peakInFlight: 2,
      staleness: { min: 0, mean: 0.5, max: 1 },
      crossedByUnfinished: 1,
      tooEarly: undefined,
    });
  });

  test("read what a list of delays says, by stage and batch, and never anything before the first", () => {
    const events = eventsOf("F0 F1 B0 B1 U F2 F3 B2 B3 U F4 F5 B4 B5 U");
    const rules = {
      forwardVersion: {
        kind: "delayed",
        commits: [
          [5, 1, 1],
          [0, 0, 2],
        ],
      },
      transportVersion: "forward",
      gradientsPerCommit: 2,
    } as const;
    const stages = versionsOf([events, events], rules);
    expect(stages.map(({ passages }) => passages.map(({ forward }) => forward))).toEqual([
      [0, 0, 0, 0, 1, 1],
      [0, 0, 1, 1, 0, 0],
    ]);
    expect(stages.map(({ staleness }) => staleness.max)).toEqual([1, 2]);
  });

  test.each([
    [1, [0, 1, 2]],
    [2, [0, 0, 1]],
    [3, [0, 0, 0]],
  ])("of which %i are kept: error signals meet the oldest that is left", (keptVersions, expected) => {
    const events = eventsOf("F0 F1 F2 B0 U B1 U B2 U");
    const [stage] = versionsOf([events], { ...policyOf("pipedream"), keptVersions });
    expect(stage?.passages.map(({ transport }) => transport)).toEqual(expected);
  });

  test("want the forward pass before the backward pass", () => {
    expect(() => versionsOf([eventsOf("F0 B1")], policyOf("pipedream"))).toThrow(
      new RangeError("events: expected F1 before B1; got none"),
    );
  });
});

describe("a policy's closed form", () => {
  it.each<PolicyName>(["pipedream-naive", "pipedream", "pipedream-vertical-sync", "pipedream-2bw"])(
    "of %s is what a long run comes to",
    (name) => {
      for (let p = 1; p <= 8; p++) {
        const batch = name === "pipedream-2bw" ? 8 : 1;
        const form = policyForm(name, p, { gradientsPerCommit: batch });
        run(name, p, 48, { gradientsPerCommit: batch }).forEach((stage, s) => {
          const crossed = steady(stage, 2 * Math.max(p, batch));
          expect(new Set(crossed)).toEqual(new Set([form.staleness?.[s]?.mean]));
          expect(form.liveVersions?.[s] ?? stage.liveVersions).toBe(stage.liveVersions);
        });
      }
    },
  );
});
