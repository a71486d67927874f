import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import type { PipelineOptions } from "../../../src/network/pipeline/options.ts";
import type { RecordOptions } from "../../../src/network/record.ts";
import type { TraceEvent } from "../../../src/trace/event.ts";
import type { Trace } from "../../../src/trace/header.ts";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import { isLong } from "../../long.ts";
import { shuffled, smallRandom } from "../../oracle/small-random.ts";
import { recorded } from "../../network/pipeline/recorded.ts";
import { NaiveRun } from "./naive-run.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

/**
 * The state after every event, told the slow way: each batch has a run of its own that hears of its events alone, and of all
 * commits.
 */
function naiveStates(trace: Trace, wanted: ReadonlySet<number>): ReadonlyMap<number, Snapshot> {
  const states = new Map<number, Snapshot>();
  const runs = new Map<number, NaiveRun>();
  const commits: TraceEvent[] = [];
  let current = new NaiveRun(trace);
  trace.events.forEach((event, place) => {
    if (event.kind === "batch") {
      current = new NaiveRun(trace);
      for (const commit of commits) current.take(commit);
      runs.set(event.batch, current);
    } else if ("batch" in event) current = runs.get(event.batch) ?? current;
    if (event.kind === "commit") {
      commits.push(event);
      for (const run of runs.values()) if (run !== current) run.take(event);
    }
    current.take(event);
    if (wanted.has(place)) states.set(place, current.snapshot());
  });
  return states;
}

function staged(options: Partial<PipelineOptions>, microBatch: number, recording: RecordOptions = {}): Trace {
  const all = { schedule: "gpipe", stages: 3, ...options } as const;
  return recorded(3, all, { epochs: 1, batchSize: 3, microBatch }, recording).trace;
}

describe("the state after every event of a run in stages is that of a slow fold of its own batch's events", () => {
  it.each<[string, Trace]>([
    ["gpipe", staged({}, 1)],
    ["pipedream", staged({ schedule: "pipedream" }, 3)],
    ["paci, at the level neuron", staged({ schedule: "paci" }, 1, { level: "neuron" })],
    ["ampnet, chosen samples", staged({ schedule: "ampnet", maxActiveKeys: 4 }, 1, { samples: [1] })],
    ["errors to the inputs", staged({ schedule: "pipedream-naive", inputErrors: "receive" }, 3)],
  ])("%s", (_, trace) => {
    const replay = createReplay(trace);
    const places = trace.events.map((_, place) => place);
    const leaps = shuffled(smallRandom(7), places).slice(0, 60);
    const chosen = [...places.filter((each) => isLong || each % 7 === 0), ...leaps];
    const expected = naiveStates(trace, new Set(chosen));
    for (const place of chosen) {
      const told = snapshotOf(replay.at(place));
      if (!isDeepStrictEqual(told, expected.get(place))) expect(told).toStrictEqual(expected.get(place));
    }
  });

  it("what is summed up so far begins with the bias of the version that the stage reads", () => {
    const trace = staged({ schedule: "pipedream-vertical-sync" }, 3);
    const replay = createReplay(trace);
    const activations = trace.events.filter((event) => event.kind === "activate" && event.batch > 1);
    expect(activations.length).toBeGreaterThan(10);
    for (const event of activations) {
      if (event.kind !== "activate") continue;
      const before = replay
        .at(event.n - 1)
        .neuron(event.neuron)
        ?.turn(event.microBatch)?.activation;
      expect(before?.sum).toEqual(event.z);
    }
  });
});
