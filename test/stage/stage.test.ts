import { describe, expect, it } from "vitest";
import { backend } from "../../src/math/kernels/backends.ts";
import { RunError } from "../../src/message/run-error.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { assemble } from "../../src/network/assemble.ts";
import { createFrame, cutMicroBatches } from "../../src/neuron/frame.ts";
import type { Population } from "../../src/neuron/population.ts";
import { Gate } from "../../src/stage/gate.ts";
import { Stage } from "../../src/stage/stage.ts";

/** x ── 2 ──▶ h ── 3 ──▶ y on three stages, with one micro-batch of the input 1. */
function threeStages() {
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: ["x", "h", "y"].map((id) => (id === "x" ? { id } : { id, activation: "identity", bias: 0 })),
    synapses: [
      { from: "x", to: "h", weight: 2 },
      { from: "h", to: "y", weight: 3 },
    ],
    inputs: ["x"],
    outputs: ["y"],
  });
  const gates = new Map<Population, Gate>();
  const { memory, populations, transport, feed } = assemble(model, {
    inputErrors: "end",
    backend: backend("js", "f64"),
    transport: { name: "local" },
    idOf: (slot) => "xhy"[slot] ?? "",
    coordinator: { receive: () => undefined },
    gateOf: (population) => {
      const gate = new Gate(population);
      gates.set(population, gate);
      return gate;
    },
  });
  memory.frame = createFrame(memory.backend, 3, 1, 1);
  memory.frame.samples = 1;
  memory.frame.microBatches = cutMicroBatches(1, 1);
  memory.frame.a.numbers[0] = 1;
  transport.open([1]);
  const stages = populations.map((population, index) => {
    const own = [gates.get(population) ?? new Gate(population)];
    return new Stage({
      ...{ index, memory, transport, gates: own, reached: own },
      correctors: () => [],
      oldestToRead: ({ store }) => store.newest - 1,
    });
  });
  const feedIt = (): void => transport.forward.send(feed, 0);
  return { memory, populations, feedIt, stages: stages as [Stage, Stage, Stage] };
}

describe("a stage", () => {
  it("computes when it is told, not when messages come", () => {
    const { memory, feedIt, stages } = threeStages();
    feedIt();
    stages[0].tell("forward", 0);
    expect(memory.frame.z.numbers[1]).toBe(0);
    stages[1].tell("forward", 0);
    expect([...memory.frame.z.numbers]).toEqual([0, 2, 0]);
  });

  it("says who waits where it is told too early", () => {
    const { feedIt, stages } = threeStages();
    feedIt();
    expect(() => stages[1].tell("forward", 0)).toThrow(
      new RunError("stage 1: expected all activations of a micro-batch to be there; h still waits"),
    );
    expect(() => stages[2].tell("backward", 0)).toThrow(
      new RunError("stage 2: expected all error signals of a micro-batch to be there; y still waits"),
    );
  });

  it("lays out an older version, and puts the newest back in its place", () => {
    const { memory, populations, stages } = threeStages();
    const [, stage] = stages;
    const weights = (): number[] => [...memory.parameters.numbers];
    const name = (): number | undefined => populations[1]?.shared.version;
    stage.learn("commit");
    memory.parameters.numbers[0] = 20;
    stage.layOut(0);
    expect([weights(), name()]).toEqual([[2, 0, 3, 0], 0]);
    stage.restore();
    expect([weights(), name()]).toEqual([[20, 0, 3, 0], 1]);
    stage.layOut(1, Float64Array.of(7, 8));
    expect([weights(), name()]).toEqual([[7, 8, 3, 0], 1]);
    stage.restore();
    expect(weights()).toEqual([20, 0, 3, 0]);
  });

  it("has no version that it has let go of, and no pass of a micro-batch that was not there", () => {
    const { stages } = threeStages();
    const [, stage] = stages;
    for (let n = 0; n < 3; n++) stage.learn("commit");
    expect(() => stage.layOut(1)).toThrow(
      new RunError("stage 1: expected weight version 1 to be there; got 2, 3 alone"),
    );
    expect(() => stage.passOf(4)).toThrow(
      new RunError("stage 1: expected the forward pass of micro-batch 4 before"),
    );
  });
});
