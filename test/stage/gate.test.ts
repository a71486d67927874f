import { describe, expect, it } from "vitest";
import { backend } from "../../src/math/kernels/backends.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { assemble } from "../../src/network/assemble.ts";
import { createFrame, cutMicroBatches } from "../../src/neuron/frame.ts";
import { Gate } from "../../src/stage/gate.ts";

/** The gate before y, which says what has reached y. */
function gateBefore() {
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: [{ id: "x" }, { id: "y", activation: "identity", bias: 0 }],
    synapses: [{ from: "x", to: "y", weight: 1 }],
    inputs: ["x"],
    outputs: ["y"],
  });
  const { memory, populations, transport } = assemble(model, {
    inputErrors: "end",
    backend: backend("js", "f64"),
    transport: { name: "local" },
    idOf: String,
    coordinator: { receive: () => undefined },
  });
  memory.frame = createFrame(memory.backend, 2, 1, 3);
  memory.frame.samples = 3;
  memory.frame.microBatches = cutMicroBatches(3, 1);
  transport.open([1, 1, 1]);
  const y = populations.at(-1);
  if (y === undefined) throw new Error("expected a population");
  const passed: string[] = [];
  y.done$.subscribe(({ task, part }) => passed.push(`${task} ${part.index}`));
  return { gate: new Gate(y), passed };
}

describe("a gate", () => {
  it("holds what comes before it is opened, and lets it through then", () => {
    const { gate, passed } = gateBefore();
    gate.receive("forward", 1);
    gate.receive("forward", 0);
    expect(passed).toEqual([]);
    gate.open("forward", 0);
    expect([gate.close(), passed]).toEqual([true, ["forward 0"]]);
    gate.open("forward", 1);
    expect([gate.close(), passed]).toEqual([true, ["forward 0", "forward 1"]]);
  });

  it("lets through at once what it is open for, and nothing else", () => {
    const { gate, passed } = gateBefore();
    gate.open("forward", 2);
    gate.receive("forward", 1);
    gate.receive("backward", 2);
    expect(passed).toEqual([]);
    gate.receive("forward", 2);
    expect([gate.close(), passed]).toEqual([true, ["forward 2"]]);
  });

  it("says when nobody came, and is shut then", () => {
    const { gate, passed } = gateBefore();
    gate.open("forward", 0);
    expect(gate.close()).toBe(false);
    gate.receive("forward", 0);
    expect(passed).toEqual([]);
  });

  it("forgets what waits once a run is given up", () => {
    const { gate } = gateBefore();
    gate.receive("forward", 0);
    gate.clear();
    gate.open("forward", 0);
    expect(gate.close()).toBe(false);
  });

  it("is no obstacle to what the stage itself orders", () => {
    const { gate, passed } = gateBefore();
    gate.receive("gradient", 0);
    expect(passed).toEqual(["gradient 0"]);
  });
});
