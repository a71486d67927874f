import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Backend } from "../../src/math/kernels/backend.ts";
import { backend } from "../../src/math/kernels/backends.ts";
import type { Kernels } from "../../src/math/kernels/kernels.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { assemble } from "../../src/network/assemble.ts";
import { loadBatch } from "../../src/network/load-batch.ts";
import { createFrame } from "../../src/neuron/frame.ts";

// What a batch costs, counted and not timed: numbers that grow only if somebody makes more work.

/** A backend that counts how often each kernel is called. */
function counting(): { readonly calls: Record<string, number>; readonly backend: Backend } {
  const inner = backend("wasm", "f64");
  const calls: Record<string, number> = {};
  const count = ([name, kernel]: [string, (...numbers: never[]) => unknown]) => [
    name,
    (...numbers: never[]) => {
      calls[name] = (calls[name] ?? 0) + 1;
      return kernel(...numbers);
    },
  ];
  const kernels = Object.fromEntries(Object.entries(inner.kernels).map(count)) as unknown as Kernels;
  return { calls, backend: { ...inner, kernels } };
}

/**
 * A second batch of training: how often kernels were called, and how many messages went over synapses. `watched`: the populations of
 * which the first neuron has a tap.
 */
function batchOf(
  sizes: readonly number[],
  samples: number,
  microBatch: number,
  watched: readonly number[] = [],
) {
  const layers = sizes.map((size, l) => ({ id: `l${l}`, size, ...(l > 0 && { activation: "tanh" }) }));
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    layers,
  });
  const counted = counting();
  const parts = assemble(model, {
    inputErrors: "end",
    backend: counted.backend,
    transport: { name: "local" },
    idOf: String,
    coordinator: { receive: () => undefined },
  });
  for (const population of watched) parts.populations[population]?.neurons[0]?.forward$.subscribe();
  const { memory, transport, loss } = parts;
  memory.frame = createFrame(memory.backend, model.neuronCount, model.outputs.length, samples);
  loss.reserve(samples);
  const [inputWidth, targetWidth] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const data = {
    count: samples,
    inputWidth,
    targetWidth,
    inputs: new Float64Array(samples * inputWidth),
    targets: new Float64Array(samples * targetWidth),
  };
  const rows = Uint32Array.from({ length: samples }, (_, s) => s);
  const selection = { samples: data, rows, from: 0, to: samples, capacity: samples };
  const run = (batch: number): void => {
    const parted = loadBatch(model, parts, batch, selection, microBatch, "train");
    transport.open(parted);
    parted.forEach((_, m) => transport.forward.send(parts.feed, m));
    transport.run();
    for (const task of ["gradient", "commit"] as const) transport.broadcast(task);
  };
  run(0);
  const before = { calls: { ...counted.calls }, ...transport.counts(), rounds: transport.now() };
  run(1);
  const { activations, errorSignals } = transport.counts();
  return {
    calls: Object.fromEntries(
      Object.entries(counted.calls)
        .map(([name, count]) => [name, count - (before.calls[name] ?? 0)] as const)
        .filter(([, count]) => count > 0),
    ),
    messages: [
      activations.delivered - before.activations.delivered,
      errorSignals.delivered - before.errorSignals.delivered,
    ],
    rounds: transport.now() - before.rounds,
  };
}

describe("a batch", () => {
  it("takes one call of a kernel a population and task, as nobody watches", () => {
    const { calls, messages } = batchOf([784, 128, 64, 10], 32, 32);
    expect(calls).toEqual({ forward: 3, backward: 3, correlate: 3, sgd: 3 });
    const synapses = [784 * 128, 128 * 64, 64 * 10];
    const all = synapses.reduce((sum, count) => sum + count, 0);
    expect(messages).toEqual([32 * all, 32 * (all - 784 * 128)]);
  });

  it("takes one call a neuron for what somebody watches in a population, and one for all else", () => {
    const watched = batchOf([784, 128, 64, 10], 32, 32, [1]).calls;
    expect(watched).toEqual({ forward: 130, backward: 3, correlate: 3, sgd: 3 });
  });

  it("takes the kernels of both ways once a micro-batch, gradients and commits once a batch", () => {
    const [whole, parts] = [batchOf([5, 4, 3], 8, 8), batchOf([5, 4, 3], 8, 2)];
    expect(parts.calls).toEqual({ ...whole.calls, forward: 4 * 2, backward: 4 * 2 });
    expect(parts.messages).toEqual(whole.messages);
  });

  it("takes as many rounds as the network is deep, there and back", () => {
    const deep = (layers: number): number => batchOf(new Array<number>(layers).fill(2), 1, 1).rounds;
    expect(deep(40) - deep(20)).toBe(2 * 20);
  });

  it("leaves no object behind for a message or a sample", () => {
    const path = fileURLToPath(new URL("garbage-of-a-batch.ts", import.meta.url));
    // Compiled when it is due, not when another thread has come to it.
    const options = ["--no-concurrent-recompilation", "--import", "tsx", path];
    const printed = execFileSync(process.execPath, options, { encoding: "utf8" });
    const { bytesPerBatch } = JSON.parse(printed) as { bytesPerBatch: number };
    // An object a neuron, or a number a sample that the engine boxes, would be more: the smallest of either takes 16 bytes.
    expect(bytesPerBatch).toBeLessThan(16 * 32);
  });
});
