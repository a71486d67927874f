import { describe, expect, it } from "vitest";
import { createSamples, Network, parseNetwork, selectEvents } from "../../../src/index.ts";
import type { TraceEvent, TraceSelection } from "../../../src/index.ts";
import { tap } from "../../../src/network/watching/watch.ts";
import type { WatchOptions } from "../../../src/network/watching/wanted-events.ts";
import { neuronsOf } from "../../oracle/network-json.ts";
import { randomNetwork } from "../../oracle/random-network.ts";

type Run = (network: Network) => void;

/** The network of a seed; how it is trained for two batches of several micro-batches, with a pass that only evaluates in between. */
function given(seed: number) {
  const { file, samples } = randomNetwork(seed);
  const set = createSamples(samples.inputs, samples.targets);
  const settings = { epochs: 2, batchSize: set.count, microBatch: 2, learningRate: 0.1 } as const;
  const run: Run = (network) => {
    network.evaluate(set);
    network.train(set, settings).subscribe();
  };
  return { model: parseNetwork(file), ids: neuronsOf(file).neurons.map(({ id }) => id), run };
}

function eventsOf(model: ReturnType<typeof parseNetwork>, run: Run, options: WatchOptions): TraceEvent[] {
  const network = new Network(model, { inputErrors: "receive" });
  const events: TraceEvent[] = [];
  tap(network, options, (event) => events.push(event));
  run(network);
  return events;
}

/** What a selection leaves of events that were all told, with numbers as if nobody had ever told the others. */
function selected(all: readonly TraceEvent[], selection: TraceSelection): TraceEvent[] {
  const left = selectEvents(all, selection);
  const numbers = new Map(left.map(({ n }, i) => [n, i]));
  return left.map((event, n) => {
    const parents = ("parents" in event ? event.parents : []).flatMap((parent) => numbers.get(parent) ?? []);
    return { ...event, n, ...("parents" in event && { parents }) };
  });
}

describe("what is told of a part of a run is that part of what is told of all of it", () => {
  const selections: readonly ((ids: readonly string[]) => TraceSelection)[] = [
    (ids) => ({ neurons: ids.slice(0, 1) }),
    (ids) => ({ neurons: ids.slice(-1) }),
    (ids) => ({ neurons: ids.filter((_, i) => i % 3 === 1) }),
    (ids) => ({ neurons: [...ids.slice(2, 4), "nobody"], samples: [1] }),
    () => ({ neurons: [] }),
    () => ({ phases: ["forward"] }),
    () => ({ phases: ["backward", "commit"] }),
    () => ({ phases: ["gradient"] }),
    (ids) => ({ neurons: ids.slice(1, 3), phases: ["loss", "backward"], batches: [1, 2] }),
  ];
  const levels = ["synapse", "neuron", "commit"] as const;
  it.each([3, 12, 28])("seed %i", (seed) => {
    const { model, ids, run } = given(seed);
    for (const level of levels) {
      const all = eventsOf(model, run, { level });
      for (const of of selections) {
        const selection = of(ids);
        expect(eventsOf(model, run, { level, ...selection })).toEqual(selected(all, selection));
      }
    }
  });
});

/** Of each population: how many listen to its neurons. */
function watchersOf({ populations }: Network): number[] {
  return populations.map(({ shared: { watched } }) =>
    Object.values(watched).reduce((sum, { watchers }) => sum + watchers, 0),
  );
}

describe("watching one neuron", () => {
  const layers = [3, 4, 5, 2].map((size, i) => ({
    id: `l${i}`,
    size,
    ...(i > 0 && { activation: "tanh" }),
  }));
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    layers,
  });
  it.each<[string, WatchOptions, readonly number[]]>([
    ["itself, with its row", { level: "neuron" }, [0, 0, 3, 0]],
    ["its row", { level: "commit" }, [0, 0, 1, 0]],
    ["those it is joined with too", { level: "synapse" }, [0, 8, 3, 4]],
    ["one way of them", { level: "synapse", phases: ["backward"] }, [0, 4, 1, 2]],
    ["nobody where there is nothing to hear", { phases: ["loss"] }, [0, 0, 0, 0]],
  ])("listens to %s, and to nobody else", (_, options, streams) => {
    const network = new Network(model);
    const taps = tap(network, { ...options, neurons: ["l2.1"] }, () => undefined);
    const counts = watchersOf(network);
    expect(counts).toEqual(streams);
    taps.unsubscribe();
    expect(watchersOf(network)).toEqual([0, 0, 0, 0]);
  });
});
