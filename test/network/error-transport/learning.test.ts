import { describe, expect, it } from "vitest";
import { createSamples, type Samples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { errorTransportNames } from "../../../src/network/error-transport/rules.ts";
import { Network, type NetworkOptions } from "../../../src/network/network.ts";
import { record } from "../../../src/network/record.ts";
import type { TrainOptions } from "../../../src/network/train-options.ts";
import { watch } from "../../../src/network/watching/watch.ts";
import { readTrace } from "../../../src/trace/read-trace.ts";
import { verifyTrace } from "../../../src/trace/verify/verify.ts";
import { traceLines } from "../../../src/trace/write-trace.ts";
import { smallRandom, uniform } from "../../oracle/small-random.ts";

/** x (3) → h (5) → k (4) → y (2), sigmoid. */
const model = parseNetwork({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  seed: 3,
  layers: [
    { id: "x", size: 3 },
    { id: "h", size: 5, activation: "sigmoid" },
    { id: "k", size: 4, activation: "tanh" },
    { id: "y", size: 2, activation: "sigmoid" },
  ],
});
const samples = ((): Samples => {
  const random = smallRandom(8);
  const rows = (width: number) =>
    Array.from({ length: 22 }, () => Array.from({ length: width }, () => uniform(random, -1, 1)));
  return createSamples(rows(3), rows(2));
})();
const plan = { epochs: 3, batchSize: 6, learningRate: 0.3, shuffle: 1, optimizer: "momentum" } as const;

function trained(options: NetworkOptions, how: Partial<TrainOptions> = {}): Network {
  const network = new Network(model, options);
  network.train(samples, { ...plan, ...how }).subscribe();
  return network;
}

const bitsOf = ({ parameters, errorWeights }: Network): string =>
  `${parameters.join()} ${errorWeights.join()}`;

describe.each(errorTransportNames)("learning by %s", (errorTransport) => {
  const expected = bitsOf(trained({ errorTransport }));
  const f32 = bitsOf(trained({ errorTransport, precision: "f32" }));
  const latency = { kind: "exponential", mean: 5 } as const;

  it.each<[string, NetworkOptions, Partial<TrainOptions>, string]>([
    ["micro-batches of one", {}, { microBatch: 1 }, expected],
    ["micro-batches of four", {}, { microBatch: 4 }, expected],
    ["JavaScript's kernels", { kernel: "js" }, {}, expected],
    ["JavaScript's kernels in f32", { kernel: "js", precision: "f32" }, {}, f32],
    ["latencies", { transport: { name: "simulated", latency, seed: 4 } }, { microBatch: 2 }, expected],
    [
      "lost packets and crashes",
      { transport: { name: "simulated", latency, faults: { drop: 0.2, crash: 0.002 } } },
      {},
      expected,
    ],
    ["error signals that flow on to the inputs", { inputErrors: "receive" }, {}, expected],
  ])("has the same bits with %s", (_, options, how, bits) => {
    expect(bitsOf(trained({ errorTransport, ...options }, how))).toBe(bits);
  });

  it("moves what it should: hidden rows unless they are frozen, and the output's always", () => {
    const network = trained({ errorTransport });
    model.populations.slice(1).forEach(({ id, rows, size, fanIn }) => {
      const range = [rows, rows + size * (fanIn + 1)] as const;
      const moved = network.parameters.slice(...range).join() !== model.parameters.slice(...range).join();
      expect(moved, id).toBe(id === "y" || errorTransport !== "frozen-hidden");
    });
  });

  it.skipIf(errorTransport === "kolen-pollack")("goes on from any state to the same bits", () => {
    const network = new Network(model, { errorTransport });
    const states: ReturnType<Network["trainingState"]>[] = [];
    network.train(samples, plan).subscribe(() => states.push(network.trainingState()));
    for (const resume of states) expect(bitsOf(trained({ errorTransport }, { resume }))).toBe(expected);
  });
});

describe("kolen-pollack", () => {
  const options = { errorTransport: { name: "kolen-pollack", seed: 5 } } as const;
  const rows = model.populations.slice(1);
  /** w − b of every synapse. */
  const differences = ({ parameters, errorWeights }: Network): number[] =>
    rows.flatMap(({ rows: first, size, fanIn }) =>
      Array.from({ length: size * fanIn }, (_, i) => {
        const at = first + i + Math.floor(i / fanIn);
        return (parameters[at] ?? NaN) - (errorWeights[at] ?? NaN);
      }),
    );

  // The first step of a run with momentum is that without: its state begins anew at both ends.
  it.each(["sgd", "momentum"] as const)(
    "moves both ends by the same %s step, each with its own decay: b ← b − η·(g + λ·b)",
    (rule) => {
      const network = new Network(model, options);
      const b = Array.from(network.errorWeights);
      for (let step = 0; step < 5; step++) {
        const { parameters: gradients } = network.gradients(samples);
        const how = {
          epochs: 1,
          batchSize: 22,
          learningRate: 0.5,
          optimizer: { name: rule, weightDecay: 0.1 },
        } as const;
        network.train(samples, how).subscribe();
        b.forEach((weight, i) => (b[i] = weight - 0.5 * ((gradients[i] ?? NaN) + 0.1 * weight)));
      }
      for (const { rows: first, fanIn, size } of rows) {
        for (let i = 0; i < size * (fanIn + 1); i++) {
          // The place of a bias is nobody's.
          if (i % (fanIn + 1) < fanIn) expect(network.errorWeights[first + i]).toBe(b[first + i]);
        }
      }
    },
  );

  it.each([
    ["sgd", 0.1, 60],
    ["momentum", 0.1, 120],
  ] as const)("brings both copies together with decay under %s", (name, weightDecay, epochs) => {
    const before = Math.max(...differences(new Network(model, options)).map(Math.abs));
    const network = trained(options, { epochs, optimizer: { name, weightDecay } });
    expect(before).toBeGreaterThan(0.5);
    expect(Math.max(...differences(network).map(Math.abs))).toBeLessThan(1e-3 * before);
  });

  it("multiplies their difference by 1 − η·λ at every commit", () => {
    const before = differences(new Network(model, options));
    const network = trained(options, { optimizer: { name: "sgd", weightDecay: 0.1 } });
    let factor = 1;
    for (let commit = 0; commit < network.commits; commit++) factor *= 1 - 0.3 * 0.1;
    differences(network).forEach((difference, i) => {
      expect(Math.abs(difference - factor * (before[i] ?? NaN))).toBeLessThan(1e-14);
    });
  });

  it("leaves both copies of a frozen weight alone", () => {
    const frozen = new Uint8Array(model.parameterCount);
    for (let i = 0; i < frozen.length; i += 3) frozen[i] = 1;
    const [fresh, network] = [0, 1].map(() => new Network({ ...model, frozen }, options));
    network?.train(samples, { ...plan, optimizer: { name: "momentum", weightDecay: 0.1 } }).subscribe();
    const moved = rows
      .flatMap(({ rows: first, size, fanIn }) =>
        Array.from({ length: size * fanIn }, (_, i) => first + i + Math.floor(i / fanIn)),
      )
      .map((at) => [frozen[at] === 1, network?.errorWeights[at] !== fresh?.errorWeights[at]]);
    expect(moved.filter(([isFrozen, hasMoved]) => isFrozen === hasMoved)).toEqual([]);
  });

  it("keeps their distance without decay", () => {
    const before = differences(new Network(model, options));
    differences(trained(options, { optimizer: "sgd" })).forEach((difference, i) => {
      expect(Math.abs(difference - (before[i] ?? NaN))).toBeLessThan(1e-14);
    });
  });

  it("is no part of a training state, and says so", () => {
    const message = "state: expected error weights that follow from the weights; got ones that learn too";
    expect(() => trained(options).trainingState()).toThrow(message);
  });
});

describe("sign-symmetry", () => {
  const magnitudes = (errorTransport: "batchwise-random-sign-symmetry" | "fixed-random-sign-symmetry") => {
    const network = new Network(model, { errorTransport });
    const seen = [network.errorWeights.map(Math.abs).join()];
    network.train(samples, { ...plan, epochs: 1 }).subscribe(({ kind }) => {
      if (kind === "batch") seen.push(network.errorWeights.map(Math.abs).join());
    });
    return new Set(seen).size;
  };

  it("draws magnitudes once, or anew after each commit", () => {
    expect(magnitudes("fixed-random-sign-symmetry")).toBe(1);
    expect(magnitudes("batchwise-random-sign-symmetry")).toBe(5);
  });

  it("follows a weight whose sign is changed from outside", () => {
    const network = new Network(model, { errorTransport: "uniform-sign-symmetry" });
    const at = model.populations[2]?.rows ?? NaN;
    const before = network.errorWeights[at] ?? NaN;
    network.change({ kind: "weight", from: "h.0", to: "k.0", value: -3 * (network.parameters[at] ?? NaN) });
    expect(network.errorWeights[at]).toBe(-before);
  });
});

describe("a trace", () => {
  it("is refused where error signals do not come back over the synapses", () => {
    const errorTransport = "direct-feedback-alignment";
    const message =
      "errorTransport: expected error signals that come back over the synapses, as a trace knows no other way; " +
      `got ${errorTransport}`;
    expect(() => record(new Network(model, { errorTransport }))).toThrow(new RangeError(message));
    let said: unknown;
    watch(new Network(model, { errorTransport })).subscribe({
      error: (error: unknown) => (said = error),
    });
    expect(said).toEqual(new RangeError(message));
  });

  it.each(errorTransportNames.filter((name) => name !== "direct-feedback-alignment"))(
    "tells what error signals have met, and holds: %s",
    (errorTransport) => {
      for (const level of ["synapse", "neuron"] as const) {
        const network = new Network(model, { errorTransport });
        const recording = record(network, { level });
        network.train(samples, plan).subscribe();
        const trace = recording.stop();
        const { violations, unchecked } = verifyTrace(readTrace(traceLines(trace)));
        expect(violations).toEqual([]);
        // Whatever was met, the sums are those of what the messages say.
        const fields = unchecked.map(({ field }) => field);
        if (level === "synapse") expect(fields).not.toContain("delta.sum");
        const own = /sign|kolen/.test(errorTransport);
        expect(trace.header.options.errorTransport).toBe(own ? errorTransport : undefined);
        expect(fields.includes(level === "synapse" ? "deliver.weight" : "delta.delta")).toBe(own);
        if (level === "neuron") continue;
        const last = trace.events.findLast(({ kind }) => kind === "batch")?.n ?? NaN;
        const met = trace.events.filter(({ n, kind }) => n > last && kind === "deliver");
        expect(met.length).toBeGreaterThan(20);
      }
    },
  );

  it("in which an error signal meets a weight of the other sign is rejected, under sign symmetry", () => {
    const network = new Network(model, { errorTransport: "batchwise-random-sign-symmetry" });
    const recording = record(network);
    network.train(samples, plan).subscribe();
    const { header, events } = recording.stop();
    const found = events.find((event) => event.kind === "deliver" && event.direction === "backward");
    if (found?.kind !== "deliver") throw new Error("expected an error signal");
    const turned = events.with(found.n, { ...found, weight: -found.weight });
    const [first] = verifyTrace(readTrace(traceLines({ header, events: turned }))).violations;
    expect(first?.n).toBe(found.n);
    expect(first?.message).toContain("weight: expected one of the sign of");
  });

  it("of feedback alignment is that of its feedback weights", () => {
    const network = new Network(model, { errorTransport: "feedback-alignment" });
    const [own, other] = [network, new Network(network.model)].map((one) => {
      const recording = record(one);
      one.train(samples, plan).subscribe();
      return recording.stop();
    });
    expect(own?.events.length).toBeGreaterThan(1000);
    expect(own).toEqual(other);
  });
});
