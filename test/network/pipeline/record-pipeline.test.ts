import { take } from "rxjs";
import { describe, expect, it } from "vitest";
import { Network } from "../../../src/network/network.ts";
import { Pipeline } from "../../../src/network/pipeline/pipeline.ts";
import { recordPipeline } from "../../../src/network/pipeline/record-pipeline.ts";
import { record } from "../../../src/network/record.ts";
import { planNames } from "../../../src/schedule/plans.ts";
import type { PolicyName } from "../../../src/schedule/policies.ts";
import type { TraceEvent } from "../../../src/trace/event.ts";
import { wrongIn } from "../../trace/verify/verified.ts";
import { chain } from "./chain.ts";
import { recorded } from "./recorded.ts";
import { trained } from "./run-pipeline.ts";

const training = { epochs: 2, batchSize: 4, microBatch: 1, learningRate: 0.1 } as const;
const { model, samples } = chain(4, 12);

describe("a recording of a pipeline", () => {
  it.each<[PolicyName, number]>([
    ["pipedream", 4],
    ["paci", 1],
    ["ampnet", 2],
  ])("changes no bit of the run: %s", (schedule, microBatch) => {
    const options = { schedule, stages: 4, maxActiveKeys: 3 };
    const plain = new Pipeline(model, options);
    const said = trained(plain, samples, { ...training, microBatch });
    const watched = new Pipeline(model, options);
    recordPipeline(watched);
    expect(trained(watched, samples, { ...training, microBatch })).toEqual(said);
    expect(watched.parameters).toEqual(plain.parameters);
  });

  it("is the same each time", () => {
    const options = { schedule: "pipedream", stages: 3 } as const;
    const [one, other] = [1, 2].map(() => recorded(3, options, { microBatch: 4 }).trace);
    expect(one).toEqual(other);
    expect(one?.events.length).toBeGreaterThan(500);
  });

  it.each(planNames)(
    "of a plan holds the messages and numbers of a network without stages: %s",
    (schedule) => {
      const network = new Network(model);
      const whole = record(network);
      network.train(samples, training).subscribe();
      const stages = schedule === "interleaved-1f1b" ? 2 : 4;
      const { trace } = recorded(4, { schedule, stages });
      expect(told(trace.events)).toEqual(told(whole.stop().events));
    },
  );

  it("says of each action whose it is, when it was begun, what it waited for, and which version it reads", () => {
    const { trace } = recorded(2, { schedule: "pipedream", stages: 2 }, { epochs: 1, microBatch: 4 });
    const actions = trace.events.filter((event) => event.kind === "action");
    const texts = actions.map(({ stage, action, batch, start, t, sent, arrived, weightVersion }) =>
      [`${stage}${action}${batch}`, `${start}–${t}`, `${sent ?? "·"}`, `${arrived ?? "·"}`, `v${weightVersion ?? "·"}`].join(" "),
    ); // prettier-ignore
    // F takes one tick, B two: stage 0 reads version 0 twice before its first commit.
    expect(texts).toEqual([
      "0F0 0–1 · · v0",
      "0F1 1–2 · · v0",
      "1F0 1–2 1 1 v0",
      "1B0 2–4 · · v0",
      "1F1 4–5 2 2 v1",
      "0B0 4–6 4 4 v0",
      "1B1 5–7 · · v1",
      "0F2 6–7 · · v1",
      "1F2 7–8 7 7 v2",
      "0B1 7–9 7 7 v0",
      "1B2 8–10 · · v2",
      "0B2 10–12 10 10 v1",
    ]);
    expect(trace.header.options.pipeline).toEqual({
      schedule: "pipedream",
      stages: 2,
      stageOf: [0, 0, 1],
      kind: "policy",
      forwardVersion: "latest",
      transportVersion: "forward",
    });
  });

  it("goes on through several runs, and a look at gradients between them", () => {
    const pipeline = new Pipeline(model, { schedule: "1f1b", stages: 4 });
    const recording = recordPipeline(pipeline);
    trained(pipeline, samples, training);
    pipeline.gradients(samples, { microBatch: 3 });
    trained(pipeline, samples, { ...training, optimizer: "adam", epochs: 1 });
    const trace = recording.stop();
    expect(wrongIn(trace)).toEqual([]);
    const batches = trace.events.flatMap((event) => (event.kind === "batch" ? [event.batch] : []));
    expect(batches).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("of a policy goes on through two runs: versions count through both", () => {
    const pipeline = new Pipeline(model, { schedule: "pipedream", stages: 4 });
    const recording = recordPipeline(pipeline);
    for (let run = 0; run < 2; run++) trained(pipeline, samples, { ...training, microBatch: 4 });
    const trace = recording.stop();
    expect(wrongIn(trace)).toEqual([]);
    const versions = trace.events.flatMap((event) => (event.kind === "commit" ? [event.weightVersion] : []));
    expect(Math.max(...versions)).toBe(12);
    const later = recordPipeline(pipeline);
    trained(pipeline, samples, { ...training, microBatch: 4 });
    const second = later.stop();
    expect(second.header.options.commits).toBe(12);
    expect(wrongIn(second)).toEqual([]);
  });

  it("of a run that is given up, or fails, says so and holds", () => {
    const pipeline = new Pipeline(model, { schedule: "pipedream", stages: 4 });
    const recording = recordPipeline(pipeline);
    pipeline
      .train(samples, { ...training, microBatch: 4 })
      .pipe(take(2))
      .subscribe();
    expect(wrongIn(recording.stop("seen enough"))).toEqual([]);
    const failing = new Pipeline(model, { schedule: "pipedream", stages: 4, maxStaleness: 1 });
    const record = recordPipeline(failing);
    expect(() => trained(failing, samples, { ...training, microBatch: 4 })).toThrow(
      "crosses at most 1 commits",
    );
    expect(wrongIn(record.stop("failed"))).toEqual([]);
  });

  it.each(["uniform-sign-symmetry", "batchwise-random-sign-symmetry", "feedback-alignment"] as const)(
    "tells what error signals have met under %s, in every version",
    (errorTransport) => {
      const options = { schedule: "pipedream", stages: 4, errorTransport } as const;
      const { pipeline, trace } = recorded(4, options, { microBatch: 4 });
      expect(pipeline.errorWeights).not.toEqual(pipeline.parameters);
      expect(wrongIn(trace)).toEqual([]);
    },
  );
});

describe("gradients in stages", () => {
  it.each(planNames)("are those of no stages, to the bit: %s", (schedule) => {
    const expected = new Network(model).gradients(samples);
    const stages = schedule === "interleaved-1f1b" ? 2 : 4;
    const pipeline = new Pipeline(model, { schedule, stages });
    const before = pipeline.parameters.slice();
    for (const microBatch of [1, 5, 12]) {
      const found = pipeline.gradients(samples, { microBatch });
      expect(found.parameters).toEqual(expected.parameters);
      expect(found.losses).toEqual(expected.losses);
      expect(found.messages).toEqual(expected.messages);
      for (let slot = 0; slot < model.neuronCount; slot++)
        expect(found.neuron(slot).delta).toEqual(expected.neuron(slot).delta);
    }
    expect(pipeline.parameters).toEqual(before);
  });

  it("are refused for a policy, which has no end of a batch", () => {
    const pipeline = new Pipeline(model, { schedule: "paci", stages: 2 });
    expect(() => pipeline.gradients(samples, { microBatch: 4 })).toThrow(
      new RangeError("schedule: expected a plan, as gradients have no commit; got a policy"),
    );
  });
});

/** What was said over each synapse and what neurons made of it, in no order, without times and numbers of events. */
function told(events: readonly TraceEvent[]): string[] {
  const lines = events.flatMap((event): string[] => {
    if (event.kind === "action" || event.kind === "end") return [];
    return [JSON.stringify({ ...event, n: 0, t: 0, parents: "parents" in event ? event.parents.length : 0 })];
  });
  return lines.sort();
}
