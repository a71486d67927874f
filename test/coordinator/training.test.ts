import { type Observable, Subject, lastValueFrom, skip, take, takeUntil, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Progress } from "../../src/coordinator/training.ts";
import { createSamples } from "../../src/data/samples.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { Network } from "../../src/network/network.ts";
import type { TrainOptions } from "../../src/network/train-options.ts";
import { watch } from "../../src/network/watching/watch.ts";
import type { TraceEvent } from "../../src/trace/event.ts";

const layers = [
  { id: "x", size: 3 },
  { id: "h", size: 5, activation: "tanh" },
  { id: "y", size: 2, activation: "sigmoid" },
];
const file = { format: "counterflow-network", version: 1, loss: "binary-cross-entropy", seed: 3, layers };
const seven = createSamples(
  Array.from({ length: 7 }, (_, s) => [Math.sin(s), Math.cos(3 * s), s / 7]),
  Array.from({ length: 7 }, (_, s) => [s % 2, (s + 1) % 2]),
);
const options: TrainOptions = { epochs: 2, batchSize: 3, learningRate: 0.5 };

const create = (spec: object = file): Network => new Network(parseNetwork(spec));
const all = (run: Observable<Progress>): Promise<Progress[]> => lastValueFrom(run.pipe(toArray()));

/** The parameters after training, as they stand. */
async function trained(changes: Partial<TrainOptions>, spec: object = file): Promise<number[]> {
  const network = create(spec);
  await all(network.train(seven, { ...options, ...changes }));
  return [...network.parameters];
}

describe("training", () => {
  it("commits every batch once, a smaller last one with its own size", async () => {
    const network = create();
    const progress = await all(network.train(seven, options));
    expect(progress.map((p) => (p.kind === "batch" ? `${p.epoch}.${p.batch} of ${p.batches}: ${p.samples}` : "epoch"))) //
      .toEqual(["0.0 of 3: 3", "0.1 of 3: 3", "0.2 of 3: 1", "epoch", "1.0 of 3: 3", "1.1 of 3: 3", "1.2 of 3: 1", "epoch"]); // prettier-ignore
    expect(progress.map(({ commits }) => commits)).toEqual([1, 2, 3, 3, 4, 5, 6, 6]);
    expect(network.commits).toBe(6);
  });

  it("moves weights by a batch exactly as its mean gradient says, the smaller last one included", () => {
    const network = create();
    const after: number[][] = [];
    const before = [...network.parameters];
    network.train(seven, { ...options, epochs: 1 }).subscribe((p) => {
      if (p.kind === "batch") after.push([...network.parameters]);
    });
    const model = { ...network.model, parameters: Float64Array.from(after[1] ?? []) };
    const last = createSamples([[Math.sin(6), Math.cos(18), 6 / 7]], [[0, 1]]);
    const { parameters: gradient } = new Network(model).gradients(last);
    expect(before).not.toEqual(after[0]);
    expect(after[2]).toEqual(after[1]?.map((w, i) => w - 0.5 * (gradient[i] ?? NaN)));
  });

  it("says the loss of each epoch as the mean over its samples, each at the weights it met", async () => {
    const progress = await all(create().train(seven, options));
    const sums = [0, 0];
    for (const p of progress)
      if (p.kind === "batch") sums[p.epoch] = (sums[p.epoch] ?? NaN) + p.loss * p.samples;
    const epochs = progress.filter((p) => p.kind === "epoch");
    epochs.forEach(({ loss, epoch }) => expect(loss).toBeCloseTo((sums[epoch] ?? NaN) / 7, 14));
    expect(epochs.map(({ accuracy }) => accuracy === undefined)).toEqual([false, false]);
  });

  it.each(["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"] as const)(
    "ends at the same bits with %s for micro-batches of 1, 2 and all",
    async (optimizer) => {
      const whole = await trained({ optimizer });
      expect(await trained({ optimizer, microBatch: 1 })).toEqual(whole);
      expect(await trained({ optimizer, microBatch: 2 })).toEqual(whole);
    },
  );

  it("visits samples in another order for each epoch and seed, and the same again for the same seed", async () => {
    const shuffled = await trained({ shuffle: 1 });
    expect(await trained({ shuffle: 1 })).toEqual(shuffled);
    expect(await trained({ shuffle: 2 })).not.toEqual(shuffled);
    expect(await trained({})).not.toEqual(shuffled);
  });

  it("leaves frozen weights and biases as they are, and moves all others", async () => {
    const frozen = [layers[0], { ...layers[1], trainable: false }, { ...layers[2], trainBias: false }];
    const spec = { ...file, layers: frozen };
    const before = [...parseNetwork(spec).parameters];
    const after = await trained({ optimizer: { name: "adamw" } }, spec);
    const moved = after.map((w, i) => w !== before[i]);
    // 5 rows of 3 weights and a bias; then 2 rows of 5 weights and a bias.
    const hidden = [false, false, false, true];
    const output = [true, true, true, true, true, false];
    expect(moved).toEqual([...hidden, ...hidden, ...hidden, ...hidden, ...hidden, ...output, ...output]);
  });

  it("leaves feedback weights as they are, and lets error signals see all other weights as updated", async () => {
    const listed = {
      ...{ format: "counterflow-network", version: 1, loss: "half-squared-error" },
      neurons: [{ id: "x" }, ...["h", "k", "y"].map((id) => ({ id, activation: "tanh", bias: 0.1 }))],
      synapses: [
        { from: "x", to: "h", weight: 0.5 },
        { from: "x", to: "k", weight: -0.5 },
        { from: "h", to: "y", weight: 0.7, feedback: -0.3 },
        { from: "k", to: "y", weight: 0.9 },
      ],
      inputs: ["x"],
      outputs: ["y"],
    };
    const samples = createSamples([[1], [2]], [[1], [0]]);
    const network = create(listed);
    await all(network.train(samples, { epochs: 3, batchSize: 2, learningRate: 0.5 }));
    const fresh = new Network({ ...network.model, parameters: Float64Array.from(network.parameters) });
    expect(network.gradients(samples).parameters).toEqual(fresh.gradients(samples).parameters);
    expect(network.errorWeights).toContain(-0.3);
    expect(network.parameters).not.toEqual(network.model.parameters);
  });

  it("clips the gradient of the whole network before the update", async () => {
    const before = [...parseNetwork(file).parameters];
    const changes = { epochs: 1, batchSize: 7, learningRate: 1 };
    const free = await trained(changes);
    const step = (after: number[]): number[] => after.map((w, i) => w - (before[i] ?? NaN));
    const norm = (values: number[]): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
    const clipped = step(await trained({ ...changes, clipping: { kind: "norm", limit: 0.01 } }));
    const ratio = 0.01 / (norm(step(free)) + 1e-6);
    expect(norm(clipped)).toBeCloseTo(0.01, 6);
    clipped.forEach((value, i) => expect(value).toBeCloseTo(ratio * (step(free)[i] ?? NaN), 12));
    const bounded = step(await trained({ ...changes, clipping: { kind: "value", limit: 0.001 } }));
    expect(Math.max(...bounded.map(Math.abs))).toBeCloseTo(0.001, 12);
  });

  it("clips by the norm of what may move: frozen parameters have no say in it", async () => {
    const frozen = {
      ...file,
      layers: [layers[0], { ...layers[1], trainable: false, trainBias: false }, layers[2]],
    };
    const before = [...parseNetwork(frozen).parameters];
    const changes = {
      epochs: 1,
      batchSize: 7,
      learningRate: 1,
      clipping: { kind: "norm", limit: 0.01 },
    } as const;
    const after = await trained(changes, frozen);
    expect(Math.hypot(...after.map((w, i) => w - (before[i] ?? NaN)))).toBeCloseTo(0.01, 6);
  });

  it("cuts batches anew when a second run asks for other micro-batches", async () => {
    const network = create();
    let messages = 0;
    network.neuron("h.0").forward$.subscribe(() => messages++);
    for (const [microBatch, expected] of [
      [1, 7],
      [7, 1],
      [3, 3],
    ] as const) {
      messages = 0;
      await all(network.train(seven, { epochs: 1, batchSize: 7, learningRate: 0.1, microBatch }));
      expect(messages).toBe(expected);
    }
  });

  it("takes the learning rate of each commit from its schedule", async () => {
    const rates = [0.5, 0.5, 0.25, 0.25, 0.125, 0.125];
    const network = create();
    const stepped = await trained({ learningRate: { kind: "step", rate: 0.5, every: 2, factor: 0.5 } });
    // The same by hand: one batch at a time, each at its own rate.
    for (const [commit, learningRate] of rates.entries()) {
      const from = 3 * (commit % 3);
      const rows = { ...seven, count: Math.min(3, 7 - from), inputs: seven.inputs.subarray(3 * from), targets: seven.targets.subarray(2 * from) }; // prettier-ignore
      await all(network.train(rows, { epochs: 1, batchSize: 3, learningRate }));
    }
    expect([...network.parameters]).toEqual(stepped);
  });

  it("evaluates held-out samples after each epoch without moving a weight", async () => {
    const progress = await all(create().train(seven, { ...options, validation: seven }));
    const plain = await trained({});
    expect(await trained({ validation: seven })).toEqual(plain);
    const last = progress.at(-1);
    const network = create();
    await all(network.train(seven, options));
    expect(last?.kind === "epoch" && last.validation).toEqual(network.evaluate(seven));
  });
});

describe("between two batches", () => {
  it("gradients, predictions and evaluations of other samples leave the run as it is", async () => {
    const network = create();
    const one = createSamples([[1, 2, 3]], [[1, 0]]);
    network.train(seven, { ...options, optimizer: "adam" }).subscribe(() => {
      network.gradients(one);
      network.predict(one);
      network.evaluate(seven, { batchSize: 2 });
    });
    expect([...network.parameters]).toEqual(await trained({ optimizer: "adam" }));
  });
});

describe("a pass that is cancelled before its end", () => {
  it("says so instead of handing out half of its gradients", () => {
    const network = create();
    const stop$ = new Subject<void>();
    const said: unknown[] = [];
    // Training's first batch goes through; the first activation of the pass after it ends the training.
    network
      .neuron("h.0")
      .forward$.pipe(skip(1), take(1))
      .subscribe(() => stop$.next());
    network
      .train(seven, options)
      .pipe(takeUntil(stop$))
      .subscribe(() => {
        try {
          network.gradients(seven);
        } catch (error) {
          said.push((error as Error).message);
        }
      });
    expect(said).toEqual(["gradients: the pass was cancelled before its end"]);
    expect(network.commits).toBe(1);
  });
});

describe("a commit", () => {
  it("happens when, and only when, all deltas of the batch are there", () => {
    const network = create();
    const events: TraceEvent[] = [];
    watch(network).subscribe((event) => events.push(event));
    network.train(seven, { ...options, epochs: 1, microBatch: 1 }).subscribe();
    // Five neurons of h and two of y: so many deltas a sample, then so many gradients, then so many commits.
    const kinds = events
      .filter(({ kind }) => ["delta", "gradient", "commit"].includes(kind))
      .map(({ kind }) => kind);
    const batch = (samples: number): string[] =>
      [["delta", 7 * samples] as const, ["gradient", 7] as const, ["commit", 7] as const].flatMap(([kind, n]) => new Array<string>(n).fill(kind)); // prettier-ignore
    expect(kinds).toEqual([...batch(3), ...batch(3), ...batch(1)]);
  });

  it("is never half applied: a run that is cancelled anywhere leaves the weights of whole commits", async () => {
    const whole: number[][] = [[...parseNetwork(file).parameters]];
    const network = create();
    network.train(seven, { ...options, epochs: 1 }).subscribe((p) => {
      if (p.kind === "batch") whole.push([...network.parameters]);
    });
    const count = await countEvents();
    for (let end = 1; end <= count; end++) {
      const cut = create();
      const stop$ = new Subject<void>();
      let seen = 0;
      watch(cut).subscribe(() => {
        if (++seen === end) stop$.next();
      });
      cut
        .train(seven, { ...options, epochs: 1 })
        .pipe(takeUntil(stop$))
        .subscribe();
      expect(whole, `cancelled at event ${end}`).toContainEqual([...cut.parameters]);
      // What was in flight is gone, and the network works on.
      expect(cut.evaluate(seven).loss).toBeGreaterThan(0);
    }
  });

  async function countEvents(): Promise<number> {
    const network = create();
    let count = 0;
    watch(network).subscribe(() => count++);
    await all(network.train(seven, { ...options, epochs: 1 }));
    return count;
  }
});
