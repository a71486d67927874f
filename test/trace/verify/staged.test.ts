import { describe, expect, it } from "vitest";
import type { PipelineOptions } from "../../../src/network/pipeline/options.ts";
import { drawnTiming } from "../../../src/network/pipeline/drawn-timing.ts";
import { planNames } from "../../../src/schedule/plans.ts";
import { type PolicyName, policyNames } from "../../../src/schedule/policies.ts";
import { readPlan } from "../../../src/schedule/read-plan.ts";
import type { TraceLevel } from "../../../src/trace/header.ts";
import type { TraceSelection } from "../../../src/trace/select.ts";
import { isLong } from "../../long.ts";
import { recorded, recordedSkips } from "../../network/pipeline/recorded.ts";
import { changesIn, changeNumbers, changeTexts, lastBitOf, leaveOut, outcomeOf } from "./tampering.ts";
import { linesOf, uncheckedIn, verify, wrongIn } from "./verified.ts";

const levels: readonly TraceLevel[] = ["synapse", "neuron", "population", "commit"];
const tasks = { forward: 1, backward: 2, weightGradient: 1 };
const timing = drawnTiming(tasks, { kind: "uniform", from: 0, to: 5 }, 3);
const timingOf = (name: string) => (name === "pipedream-2bw" ? tasks : timing);

const single: readonly PolicyName[] = ["pipedream-naive", "pipedream", "pipedream-vertical-sync"];
const cutOf = (name: string) => {
  if ((single as readonly string[]).includes(name)) return { microBatch: 4 };
  // 2BW has its version in time only with about as many micro-batches as stages.
  return { microBatch: name === "pipedream-2bw" ? 1 : 2 };
};

const schedules: readonly (readonly [string, PipelineOptions["schedule"]])[] = [
  ...[...planNames, ...policyNames].map((name) => [name, name] as const),
  ["a plan of one's own", readPlan("0F0,0F1,0I1,0W1,0B0\n1F0,1F1,1B1,1I0,1W0")],
  ["stale by a list", { kind: "delayed", delay: { kind: "list", commits: [0, 2, 1] } }],
  [
    "stale as often as it is drawn",
    { kind: "delayed", delay: { kind: "geometric", workers: 3 }, transportVersion: "latest" },
  ],
];
const stagesFor = (name: string): number =>
  name === "interleaved-1f1b" || name === "chimera" ? 2 : name.startsWith("a plan") ? 2 : 4;

describe("a trace of a run in stages holds, at every level", () => {
  it.each(schedules)("by %s", (name, schedule) => {
    for (const level of levels) {
      const options = { schedule, stages: stagesFor(name), timing: timingOf(name), maxActiveKeys: 3 };
      const { trace } = recorded(
        4,
        options,
        { ...cutOf(name), optimizer: "adam", epochs: level === "synapse" || isLong ? 2 : 1 },
        { level },
      );
      expect({ level, wrong: wrongIn(trace) }).toEqual({ level, wrong: [] });
      // Extrapolated weights are no version's own; all else is derived again.
      if (level === "synapse")
        expect(uncheckedIn(trace)).toEqual(name === "pipemare" ? ["deliver.weight"] : []);
    }
  });

  it.each(["gpipe", "pipedream-naive", "pipedream", "ampnet"] as const)(
    "with synapses over several stages, feedback weights, frozen weights and errors at the inputs: %s",
    (schedule) => {
      for (const level of levels) expect(wrongIn(recordedSkips(schedule, { level }))).toEqual([]);
    },
  );

  it("in f32, shuffled, with a last smaller batch, at a rate that moves", () => {
    const training = { batchSize: 5, shuffle: 7, learningRate: { kind: "step", rate: 0.5, every: 2, factor: 0.1 } } as const; // prettier-ignore
    const { trace } = recorded(3, { schedule: "1f1b", stages: 3, precision: "f32" }, training);
    expect(wrongIn(trace)).toEqual([]);
    expect(trace.header.options.precision).toBe("f32");
  });

  it("all of it is derived again, but for what a corrector has made of weights", () => {
    const open = (options: Partial<PipelineOptions>): readonly string[] => {
      const all = { schedule: "pipedream", stages: 4, ...options } as const;
      return uncheckedIn(recorded(4, all, { microBatch: 4 }).trace);
    };
    expect(open({})).toEqual([]);
    expect(open({ correctors: [{ kind: "rate-by-staleness" }] })).toEqual(["commit.weights", "commit.bias"]);
    expect(open({ correctors: [{ kind: "weight-prediction" }] })).toEqual([
      "deliver.weight",
      "activate.bias",
    ]);
    expect(open({ schedule: "pipemare" })).toEqual(["deliver.weight"]);
  });

  it("says of a part of it what is not checked, and finds nothing wrong", () => {
    const selections: readonly TraceSelection[] = [
      { neurons: ["l1.0"] },
      { samples: [0, 3] },
      { batches: [1, 3] },
      { phases: ["forward", "backward", "end"] },
      { phases: ["start", "gradient", "commit", "end"] },
    ];
    for (const selection of selections) {
      for (const schedule of ["1f1b", "paci"] as const) {
        const { trace } = recorded(3, { schedule, stages: 3 }, { epochs: 1 }, selection);
        expect({ selection, wrong: wrongIn(trace) }).toEqual({ selection, wrong: [] });
        expect(uncheckedIn(trace)).not.toEqual([]);
      }
    }
  });
});

/** With these a change shows at the first event that could tell. */
const seenLater = [
  "action.t",
  "action.rank",
  "action.start",
  "feed.values",
  "loss.targets",
  "batch.batch",
  "batch.t",
  "batch.rows",
  "train.t",
  "train.settings.epochs",
  "train.settings.batchSize",
  "train.settings.microBatch",
  "train.settings.learningRate",
];

describe("a trace of a run in stages is rejected with", () => {
  const { trace } = recorded(
    2,
    { schedule: "pipedream-naive", stages: 2, timing },
    { epochs: 1, batchSize: 3, microBatch: 3 },
  );
  const lines = linesOf(trace);
  /** An action may take effect at another time, on another processor: that comes from outside. */
  const lawful = ["action.t", "action.start", "action.arrived", "action.rank", "end.outcome", "train.settings.epochs", "train.settings.microBatch", "train.t"]; // prettier-ignore

  it.each([
    ["the last bit of any number changed", changeNumbersBy(lastBitOf)],
    ["any number one larger", changeNumbersBy((value) => value + 1)],
    ["any number one smaller", changeNumbersBy((value) => value - 1)],
    ["any text changed", changeTexts],
    ["any field left out", leaveOut],
  ] as const)("%s", (_, change) => {
    const every = isLong ? 1 : 45;
    const changes = changesIn(lines, change).filter((_, i) => i % every === 0);
    const { tried, accepted, unsaid, late, early } = outcomeOf(lines, changes);
    expect(tried).toBeGreaterThan(5);
    expect(accepted.filter((field) => !lawful.includes(field))).toEqual([]);
    expect(unsaid).toEqual([]);
    expect(late.filter((field) => !seenLater.includes(field))).toEqual([]);
    expect(early).toEqual([]);
  });

  it("a version one larger or smaller, at that very action, message or commit", () => {
    const versions = changesIn(lines, (event, line) =>
      [1, -1].flatMap((step) => changeNumbers(event, line, (value) => value + step)),
    ).filter(({ field }) => field.endsWith(".weightVersion"));
    expect(versions.length).toBeGreaterThan(60);
    const every = versions.filter((_, i) => isLong || i % 12 === 0);
    expect(outcomeOf(lines, every)).toMatchObject({ accepted: [], late: [], early: [] });
  });

  it("weights of the newest version where error signals name the one of the forward pass", () => {
    // A naive pipeline that calls itself one with weight stashing: the lie is found where a version is named.
    const { pipeline } = trace.header.options;
    if (pipeline === undefined) throw new Error("expected a run in stages");
    const outline = { ...pipeline, transportVersion: "forward" } as const;
    const header = { ...trace.header, options: { ...trace.header.options, pipeline: outline } };
    const [first] = verify(linesOf({ ...trace, header })).violations;
    expect(first?.message).toMatch(
      /^event \d+, action 0B\d+: weightVersion: expected \d+ \(that of its forward pass\); got \d+$/,
    );
  });

  it("an action that begins before its processor is free, or before its message is there", () => {
    const turn = (change: (start: number, arrived: number) => object): string | undefined => {
      const found = trace.events.find((event) => event.kind === "action" && event.n > 100 && event.arrived);
      if (found?.kind !== "action") throw new Error("expected an action");
      const event = { ...found, ...change(found.start, found.arrived ?? NaN) };
      return verify(linesOf({ ...trace, events: trace.events.with(found.n, event) })).violations[0]?.message;
    };
    expect(turn((start) => ({ start: start - 2.5 }))).toMatch(
      /: start: expected from .*, when rank \d was free/,
    );
    expect(turn((start) => ({ arrived: start + 0.5 }))).toMatch(/: arrived: expected from .* to .*; got/);
    expect(turn((_, arrived) => ({ sent: arrived + 0.5 }))).toMatch(
      /: sent: expected .*, when stage \d had done/,
    );
  });

  it("an action, or a message, that is left out", () => {
    for (const kind of ["action", "deliver", "commit"]) {
      const found = lines.findIndex((line, i) => i > lines.length / 2 && line.includes(`"kind":"${kind}"`));
      expect(verify(lines.toSpliced(found, 1)).violations.length).toBeGreaterThan(0);
    }
  });

  it.each([
    [{ stages: 0 }, "options.pipeline.stages: expected a whole number from 1 on; got 0"],
    [{ stageOf: [0] }, "options.pipeline.stageOf: expected the stage of each of 3 populations; got others"],
    [
      { kind: "plam" },
      'options.pipeline.kind: expected one of plan, policy; got "plam" (did you mean "plan"?)',
    ],
    [
      { mostDelayed: -1 },
      "options.pipeline.mostDelayed: expected a whole number from 0 on, or nothing; got -1",
    ],
    [
      { keptVersions: 0 },
      "options.pipeline.keptVersions: expected a whole number from 1 on, or nothing; got 0",
    ],
    [{ correctors: "none" }, 'options.pipeline.correctors: expected a list of names, or nothing; got "none"'],
    [{ stage: 1 }, 'options.pipeline: expected no field "stage"; got one (did you mean "stages"?)'],
  ])("a header with %j", (change, message) => {
    const header = JSON.parse(lines[0] ?? "") as { options: { pipeline: object } };
    Object.assign(header.options.pipeline, change);
    const [first] = verify(lines.with(0, JSON.stringify(header))).violations;
    expect(first?.message).toBe(`header: ${message}`);
  });
});

function changeNumbersBy(change: (value: number) => number) {
  return (event: Parameters<typeof changeNumbers>[0], line: number) => changeNumbers(event, line, change);
}
