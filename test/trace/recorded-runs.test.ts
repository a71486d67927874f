import { take } from "rxjs";
import { describe, expect, it } from "vitest";
import { createSamples, InputError, Network, parseNetwork, record } from "../../src/index.ts";
import type { Trace } from "../../src/index.ts";
import { recordedRuns } from "../../src/trace/recorded-runs.ts";
import { mazurNetwork } from "../oracle/published.ts";
import { pipelineTrace } from "../view/example-traces.ts";

const set = (count: number, from = 0) => {
  const rows = Array.from({ length: count }, (_, i) => [(from + i) / 16, 0.5]);
  return createSamples(rows, rows.map(([x = 0, y = 0]) => [y, x])); // prettier-ignore
};
const traceOf = (act: (network: Network) => void, evaluations: "watch" | "skip" = "skip"): Trace => {
  const network = new Network(parseNetwork(mazurNetwork));
  const recording = record(network, { evaluations });
  act(network);
  return recording.stop();
};
const train = (network: Network, count: number, options: object = {}) =>
  network.train(set(count), { epochs: 2, batchSize: 2, learningRate: 0.5, ...options });
const inputsOf = ({ events }: Trace) =>
  recordedRuns(events).map(({ samples }) => samples.map(({ inputs }) => inputs.get("i1")));
const ended = "expected all of its samples; got a run that ended before";

describe("the runs of a trace", () => {
  it("have their samples where they stood, whatever order they were met in", () => {
    const expected = Array.from({ length: 5 }, (_, i) => i / 16);
    for (const shuffle of [undefined, 1, 2, 3]) {
      const [run] = recordedRuns(traceOf((network) => train(network, 5, { shuffle, microBatch: 1 }).subscribe()).events); // prettier-ignore
      expect(run?.samples.map(({ inputs }) => inputs.get("i1"))).toEqual(expected);
      expect(run?.samples.map(({ inputs }) => inputs.get("i2"))).toEqual(expected.map(() => 0.5));
      expect(run?.samples.map(({ targets }) => targets.get("o2"))).toEqual(expected);
      expect(run).toMatchObject({
        kind: "train",
        firstBatch: 0,
        validationBatches: 0,
        settings: { shuffle },
      });
    }
  });

  it("are told apart, and the batches counted that are not there", () => {
    const trace = traceOf((network) => {
      network.evaluate(set(3), { batchSize: 1 });
      train(network, 5, { validation: set(3) }).subscribe();
      network.gradients(set(4), { microBatch: 3 });
      train(network, 1, { epochs: 0 }).subscribe();
      train(network, 2).subscribe();
    });
    const runs = recordedRuns(trace.events);
    // 3 evaluated; two epochs of 3 batches and 2 evaluated; one; two epochs of one.
    expect(runs.map(({ kind, firstBatch, samples }) => [kind, firstBatch, samples.length])).toEqual([
      ["train", 3, 5],
      ["gradients", 13, 4],
      ["train", 14, 2],
    ]);
    expect(runs[0]).toMatchObject({ validationBatches: 2 });
    expect(runs[1]).toMatchObject({ microBatch: 3 });
  });

  it("do not take the samples of an evaluation for theirs", () => {
    const act = (network: Network) => {
      train(network, 3, { validation: set(3, 8) }).subscribe();
      network.predict(set(3, 4));
    };
    expect(inputsOf(traceOf(act, "watch"))).toEqual(inputsOf(traceOf(act)));
  });

  it("are none in a trace of nothing", () => {
    expect(recordedRuns([])).toEqual([]);
    expect(recordedRuns(traceOf((network) => network.evaluate(set(2)), "watch").events)).toEqual([]);
  });

  it.each<[string, Trace]>([
    ["in the first batch", { ...pipelineTrace, events: pipelineTrace.events.slice(0, 40) }],
    ["after the first batch", { ...pipelineTrace, events: pipelineTrace.events.slice(0, 85) }],
    ["without its end", { ...pipelineTrace, events: pipelineTrace.events.slice(0, -1) }],
    ["in its first epoch, by whoever listened", traceOf((network) => train(network, 6).pipe(take(1)).subscribe())],
  ])("cannot be told of a run that was broken off %s", (_, { events }) => {
    expect(() => recordedRuns(events)).toThrow(InputError);
    expect(() => recordedRuns(events)).toThrow(`run 0: ${ended}`);
  }); // prettier-ignore

  it("can be told of a run that was broken off in its second epoch", () => {
    const { events } = traceOf((network) => train(network, 3, { epochs: 5 }).subscribe());
    const second = events.findIndex((event) => event.kind === "batch" && event.batch === 2);
    expect(recordedRuns(events.slice(0, second + 4))[0]?.samples).toHaveLength(3);
    expect(() => recordedRuns(events.slice(0, second))).toThrow(ended);
  });
});
