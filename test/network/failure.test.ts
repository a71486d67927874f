import { config, lastValueFrom, map } from "rxjs";
import { afterEach, describe, expect, it } from "vitest";
import { createSamples } from "../../src/data/samples.ts";
import { InputError } from "../../src/message/input-error.ts";
import { RunError } from "../../src/message/run-error.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import { watch } from "../../src/network/watching/watch.ts";

const header = { format: "counterflow-network", version: 1, loss: "half-squared-error" };
const chain = (weight: number, activation = "identity") => ({
  ...header,
  neurons: [{ id: "x" }, ...["h", "y"].map((id) => ({ id, activation, bias: 0 }))],
  synapses: [
    { from: "x", to: "h", weight },
    { from: "h", to: "y", weight },
  ],
  inputs: ["x"],
  outputs: ["y"],
});
const create = (file: object): Network => new Network(parseNetwork(file));
const samples = createSamples([[0.5], [1], [2]], [[0], [0], [0]]);

afterEach(() => {
  config.onUnhandledError = null;
});

describe("a number that is not finite", () => {
  it("ends the run at the first neuron that would have sent it on the way down", () => {
    // h: 2·1e200 is finite, y: 2e200·1e200 is not.
    const network = create(chain(1e200));
    const sent: string[] = [];
    watch(network).subscribe((event) => event.kind === "activate" && sent.push(event.neuron));
    expect(() => network.gradients(samples, { microBatch: 1 })).toThrow(
      /^neuron y: expected a finite pre-activation z; got Infinity \(forward pass, batch 0, sample 0 of the batch\)$/,
    );
    expect(sent).toEqual(["h"]);
  });

  it("ends the run at the first neuron that would have sent it on the way back", () => {
    const spec = chain(1);
    const synapses = [{ ...spec.synapses[0] }, { ...spec.synapses[1], feedback: 1e308 }];
    const far = createSamples([[1], [1]], [[1], [1e10]]);
    expect(() => create({ ...spec, synapses }).gradients(far)).toThrow(
      /^neuron h: expected a finite delta; got -Infinity \(backward pass, batch 0, sample 1 of the batch\)$/,
    );
  });

  it("ends the run at the loss where only that is not finite", () => {
    const far = createSamples([[1], [1e200]], [[0], [0]]);
    expect(() => create(chain(1)).gradients(far)).toThrow(
      /^loss: expected a finite loss; got Infinity \(batch 0, sample 1 of the batch\)$/,
    );
  });

  it("ends training when the loss overflows, with the weights of the last commit", async () => {
    const network = create(chain(1));
    const run = network.train(samples, { epochs: 100, batchSize: 3, learningRate: 100 });
    await expect(lastValueFrom(run)).rejects.toThrow(
      /^(neuron [hy]: expected a finite|loss: expected a finite)/,
    );
    expect([...network.parameters].every(Number.isFinite)).toBe(true);
    await expect(lastValueFrom(run)).rejects.toBeInstanceOf(RunError);
  });
});

describe("a neuron that throws", () => {
  it("ends the run with its name, the samples, and the cause; the network works on when mended", () => {
    const network = create(chain(1));
    const cause = new Error("no such luck");
    let calls = 0;
    const breaking = network.neuron("h");
    // Neurons whom nobody watches are told together.
    breaking.forward$.subscribe();
    const forward = breaking.forward.bind(breaking);
    breaking.forward = (part) => {
      if (++calls === 2) throw cause;
      forward(part);
    };
    let thrown: unknown;
    try {
      network.gradients(samples, { microBatch: 2 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(RunError);
    expect((thrown as RunError).message).toBe(
      "neuron h: failed in forward for sample 2 of batch 0: no such luck",
    );
    expect((thrown as RunError).cause).toBe(cause);
    expect(network.gradients(samples).loss).toBe(create(chain(1)).gradients(samples).loss);
  });
});

describe("a tap that throws", () => {
  it("changes no bit, and other taps go on hearing", async () => {
    const reported: unknown[] = [];
    config.onUnhandledError = (error) => reported.push(error);
    const plain = create(chain(0.5, "tanh"));
    const tapped = create(chain(0.5, "tanh"));
    let heard = 0;
    tapped.neuron("h").forward$.subscribe(() => {
      throw new Error("in a subscriber");
    });
    tapped
      .neuron("h")
      .forward$.pipe(map(() => JSON.parse("{") as unknown))
      .subscribe();
    tapped.neuron("h").forward$.subscribe(() => heard++);
    const options = { epochs: 3, batchSize: 2, learningRate: 0.1 };
    for (const network of [plain, tapped]) await lastValueFrom(network.train(samples, options));
    expect([...tapped.parameters]).toEqual([...plain.parameters]);
    expect(heard).toBe(6);
    // RxJS tells of them from timers; a macrotask later they are all there.
    await new Promise((resolve) => setTimeout(resolve));
    expect(reported.length).toBeGreaterThanOrEqual(2);
  });

  it("cannot start another batch from within one", () => {
    const network = create(chain(0.5));
    const refused: unknown[] = [];
    network.neuron("h").forward$.subscribe(() => {
      try {
        network.evaluate(samples, { batchSize: 1 });
      } catch (error) {
        refused.push((error as Error).message);
      }
    });
    const { loss } = network.gradients(samples);
    expect(refused).toEqual(["the network is busy with a batch: a tap cannot start another one"]);
    expect(loss).toBe(create(chain(0.5)).gradients(samples).loss);
  });
});

describe("samples that do not fit", () => {
  it.each([
    [
      createSamples([[1, 2]], [[0]]),
      "inputs: expected 1 number a sample, one per input of the network; got 2",
    ],
    [
      createSamples([[1]], [[0, 1]]),
      "targets: expected 1 number a sample, one per output of the network; got 2",
    ],
  ])("are refused before anything runs (case %#)", (unfit, message) => {
    const network = create(chain(1));
    expect(() => network.gradients(unfit)).toThrow(message);
    expect(() => network.train(unfit, { epochs: 1, batchSize: 1, learningRate: 1 })).toThrow(InputError);
  });

  it("are refused where the loss cannot take their targets", () => {
    const file = { ...chain(1, "sigmoid"), loss: "binary-cross-entropy" };
    expect(() => create(file).gradients(createSamples([[1], [1]], [[0.5], [2]]))).toThrow(
      "targets[1][0]: expected a number from 0 to 1, as binary-cross-entropy needs; got 2",
    );
  });

  it("may lack targets where only outputs are asked for", () => {
    expect([...create(chain(2)).predict(createSamples([[1], [3]], [[], []])).outputs]).toEqual([4, 12]);
  });
});

describe("options that make no sense", () => {
  const good = { epochs: 1, batchSize: 1, learningRate: 1 };
  it.each([
    [{ ...good, epochs: -1 }, "epochs: expected a whole number from 0 on; got -1"],
    [{ ...good, batchSize: 0 }, "batchSize: expected a whole number from 1 on; got 0"],
    [{ ...good, microBatch: 1.5 }, "microBatch: expected a whole number from 1 on; got 1.5"],
    [
      { ...good, batchSize: 2, microBatch: 1, commitAfter: "delta" as const },
      'commitAfter: expected micro-batches as large as the batch with "delta"; got smaller ones',
    ],
  ])("are refused (case %#)", (options, message) => {
    expect(() => create(chain(1)).train(samples, options)).toThrow(message);
  });

  it("and a second training of the same network at the same time is refused", async () => {
    const network = create(chain(0.1));
    const first = lastValueFrom(
      network.train(samples, { ...good, epochs: 3, pause: () => Promise.resolve() }),
    );
    await expect(lastValueFrom(network.train(samples, good))).rejects.toThrow(
      "the network is being trained already",
    );
    await first;
  });
});
