import { describe, expect, it } from "vitest";
import { createSamples, Network, parseNetwork, watch } from "../../../src/index.ts";
import type { EventOf, TraceEvent } from "../../../src/index.ts";
import { tap } from "../../../src/network/watching/watch.ts";
import { neuronsOf } from "../../oracle/network-json.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { randomNetwork } from "../../oracle/random-network.ts";
import { reference } from "../../oracle/scalar-reference.ts";
import { pipelineTrace, mazurTrace } from "../../view/example-traces.ts";

const model = parseNetwork(mazurNetwork);
const samples = createSamples([[0.05, 0.1], [0.9, 0.2], [0.4, 0.7]], [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5]]); // prettier-ignore
const settings = { epochs: 1, batchSize: 3, microBatch: 1, learningRate: 0.5 } as const;
const isKind =
  <Kind extends TraceEvent["kind"]>(kind: Kind) =>
  (event: TraceEvent): event is EventOf<Kind> =>
    event.kind === kind;

describe("watching", () => {
  it("shows passes that only evaluate, unless told not to", () => {
    const network = new Network(model);
    const seen: string[] = [];
    watch(network).subscribe(({ kind }) => seen.push(kind));
    const skipped: string[] = [];
    watch(network, { evaluations: "skip" }).subscribe(({ kind }) => skipped.push(kind));
    network.predict(samples, { batchSize: 3 });
    expect(seen.filter((kind) => kind === "activate")).toHaveLength(4);
    expect(skipped).toEqual([]);
    network.train(samples, settings).subscribe();
    expect(skipped[0]).toBe("train");
  });

  it("shows what is selected, numbered without gaps", () => {
    const network = new Network(model);
    const events: TraceEvent[] = [];
    watch(network, { neurons: ["h1"], samples: [2], phases: ["forward", "backward"] }).subscribe((event) => events.push(event));
    network.train(samples, settings).subscribe();
    expect(events.map(({ n }) => n)).toEqual(events.map((_, i) => i));
    // Two messages in, its activation, two out; two error signals in, its delta.
    expect(events.map(({ kind }) => kind)).toEqual(["deliver", "deliver", "activate", "deliver", "deliver", "deliver", "deliver", "delta"]); // prettier-ignore
    expect(new Set(events.flatMap((event) => ("samples" in event ? event.samples : [])))).toEqual(new Set([2]));
  }); // prettier-ignore

  it("names the commit that made a weight among the parents of a message", () => {
    const commits = pipelineTrace.events.filter(isKind("commit"));
    const later = pipelineTrace.events.filter(isKind("deliver")).find(({ batch, to }) => batch === 1 && to === "h1");
    const made = commits.find(({ neuron }) => neuron === "h1");
    expect(later?.parents).toContain(made?.n);
    expect(later?.weightVersion).toBe(1);
  }); // prettier-ignore

  it("tells time in hops: a message takes one tick, and a micro-batch enters at each", () => {
    const at = (kind: string, neuron: string, microBatch: number) =>
      pipelineTrace.events.find(
        (event) =>
          event.kind === kind && "neuron" in event && event.neuron === neuron &&
          "microBatch" in event && event.microBatch === microBatch,
      )?.t; // prettier-ignore
    // inputs 0, hidden 1, outputs 2, loss 3, outputs back 4, hidden back 5; each micro-batch one tick later.
    expect([0, 1, 2].map((m) => [at("feed", "i1", m), at("activate", "h1", m), at("activate", "o1", m), at("delta", "o1", m), at("delta", "h1", m)])).toEqual([
      [0, 1, 2, 4, 5],
      [1, 2, 3, 5, 6],
      [2, 3, 4, 6, 7],
    ]); // prettier-ignore
    expect(mazurTrace.events.at(-2)?.t).toBe(8);
  });

  it("that begins in the middle of a batch tells what comes from then on", () => {
    const network = new Network(model);
    const events: TraceEvent[] = [];
    let begun = false;
    network.neuron("h2").forward$.subscribe(() => {
      if (!begun) tap(network, {}, (event) => events.push(event));
      begun = true;
    });
    network.train(createSamples([[0.05, 0.1]], [[0.01, 0.99]]), settings).subscribe();
    // What h1 and h2 have sent to o1 and o2 was missed.
    expect(events.map((event) => (event.kind === "deliver" ? `${event.from}>${event.to}` : event.kind)).join(" ")).toBe(
      "activate activate loss error error delta delta o1>h1 o2>h1 delta o1>h2 o2>h2 delta " +
        "gradient gradient gradient gradient commit commit commit commit",
    );
  }); // prettier-ignore

  it("ends when nobody watches any more, and may end in the middle", () => {
    const network = new Network(model);
    let count = 0;
    const watching = watch(network).subscribe(({ n }) => {
      count++;
      if (n === 20) watching.unsubscribe();
    });
    network.train(samples, settings).subscribe();
    expect(count).toBe(21);
  });

  it("by several, each with numbers of its own, is no other than by one", () => {
    const network = new Network(model);
    const [one, two]: [TraceEvent[], TraceEvent[]] = [[], []];
    tap(network, {}, (event) => one.push(event));
    tap(network, { phases: ["backward"] }, (event) => two.push(event));
    network.train(samples, settings).subscribe();
    const alone: TraceEvent[] = [];
    const other = new Network(model);
    tap(other, {}, (event) => alone.push(event));
    other.train(samples, settings).subscribe();
    expect(one).toEqual(alone);
    expect(two.map(({ n }) => n)).toEqual(two.map((_, i) => i));
  });
});

describe("what is told of a random network is what a scalar reference computes, bit for bit", () => {
  it.each([3, 12, 16, 28, 38, 49])("seed %i", (seed) => {
    const { file, samples: set } = randomNetwork(seed);
    const expected = reference(file, set);
    const network = new Network(parseNetwork(file));
    const events: TraceEvent[] = [];
    watch(network).subscribe((event) => events.push(event));
    network.gradients(createSamples(set.inputs, set.targets), { microBatch: 2 });
    const { synapses } = neuronsOf(file);
    const weightOf = new Map(synapses.map(({ from, to, weight }) => [JSON.stringify([from, to]), weight]));
    for (const event of events) {
      if (event.kind === "activate" || event.kind === "delta") {
        const neuron = expected.neurons.get(event.neuron);
        const pick = (numbers: readonly number[] = []) => event.samples.map((s) => numbers[s]);
        const names =
          event.kind === "activate" ? (["z", "a", "gain"] as const) : (["gain", "delta"] as const);
        for (const name of names) {
          expect((event as unknown as Record<string, unknown>)[name]).toEqual(pick(neuron?.[name]));
        }
      } else if (event.kind === "deliver") {
        const [from, to] = event.direction === "forward" ? [event.from, event.to] : [event.to, event.from];
        expect(event.weight).toBe(weightOf.get(JSON.stringify([from, to])));
        const said = expected.neurons.get(event.from);
        const numbers = event.direction === "forward" ? said?.a : said?.delta;
        expect(event.values).toEqual(event.samples.map((s) => numbers?.[s]));
      } else if (event.kind === "gradient") {
        const incoming = expected.synapses.filter(({ to }) => to === event.neuron);
        expect(event.weights).toEqual(incoming.map(({ gradient }) => gradient));
        expect(event.bias).toBe(expected.neurons.get(event.neuron)?.biasGradient);
      }
    }
    // Each synapse once a direction and micro-batch; none back to the inputs.
    const parts = Math.ceil(set.inputs.length / 2);
    const { inputs } = neuronsOf(file);
    const back = synapses.filter(({ from }) => !inputs.includes(from));
    expect(events.filter(isKind("deliver"))).toHaveLength(parts * (synapses.length + back.length));
  });
});
