import { describe, expect, it } from "vitest";
import type { NetworkFile, Trace } from "../../../src/index.ts";
import { createReplay, type Replay } from "../../../src/trace/replay/replay.ts";
import { isLong } from "../../long.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { smallRandom, whole } from "../../oracle/small-random.ts";
import { bigTrace } from "../../view/export/big-trace.ts";
import { traceOf } from "../../view/example-traces.ts";

/** Milliseconds of CPU time: other programs of the machine do not count. */
function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** All that every neuron is at event n. */
function readAll(replay: Replay, n: number): number {
  let sum = 0;
  for (const neuron of replay.at(n).neurons()) {
    const { activation, error } = neuron.turn(0) ?? {};
    sum += (activation?.heard ?? 0) + (activation?.a?.[0] ?? 0) + (activation?.sum?.[0] ?? 0);
    sum += (error?.waitingFor.length ?? 0) + (error?.delta?.[0] ?? 0) + (error?.sum?.[0] ?? 0);
    sum += (neuron.row()?.weights?.[0] ?? 0) + (neuron.row()?.version ?? 0);
    sum += (neuron.accumulated()?.done ?? 0) + (neuron.gradient()?.bias ?? 0);
  }
  return sum;
}

const sorted = (times: readonly number[]): number[] => times.toSorted((one, other) => one - other);

describe.runIf(isLong)("a replay of a million events", () => {
  it("tells the state of all 1,110 neurons after any event in at most 50 ms", () => {
    const trace = bigTrace();
    expect(trace.events.length).toBeGreaterThan(1_000_000);
    let replay = createReplay(trace);
    const built = [0, 1].map(() => cpuTime(() => (replay = createReplay(trace))));
    const random = smallRandom(11);
    readAll(replay, replay.last);
    const times = Array.from({ length: 200 }, () =>
      cpuTime(() => readAll(replay, whole(random, 0, replay.last))),
    );
    expect(Math.min(...built)).toBeLessThan(3000);
    // One in twenty may fall to the engine, which compiles and collects when it likes.
    expect(sorted(times)[190]).toBeLessThan(50);
  });
});

describe("the making of a replay", () => {
  it("takes linear time of the events, in batches as in micro-batches", () => {
    const traceOfLength = (samples: number, batchSize: number): Trace => {
      const rows = Array.from({ length: samples }, (_, i) => [(i % 7) / 7, (i % 5) / 5]);
      return traceOf(mazurNetwork as NetworkFile, rows, rows, { batchSize, microBatch: 1 });
    };
    for (const batchSize of [1, Infinity]) {
      const [short, long] = [750, 3000].map((samples) => {
        const trace = traceOfLength(samples, Math.min(samples, batchSize));
        const times = [0, 1, 2, 3].map(() =>
          cpuTime(() => {
            const replay = createReplay(trace);
            for (let n = 0; n < trace.events.length; n += 97) replay.at(n).neuron("h1")?.turn(0);
          }),
        );
        return sorted(times)[0] ?? NaN;
      });
      // Four times as many; quadratic work would take sixteen times as long.
      expect((long ?? NaN) / (short ?? NaN)).toBeLessThan(9);
    }
  });
});
