import { random } from "../math/random.ts";
import type { Receiver } from "../message/actor.ts";
import type { Model, PopulationModel } from "../model/model.ts";
import { singles } from "../model/populations.ts";
import type { Wiring } from "../neuron/wiring.ts";
import { LocalTransport } from "../transport/local.ts";
import { type LinkLatency, linksOf } from "./link-latency.ts";
import type { Edges } from "../transport/simulated/edges.ts";
import type { Fault, FaultRates } from "../transport/simulated/fault.ts";
import { type HostileOptions, HostileTransport } from "../transport/simulated/hostile.ts";
import type { Numbers } from "../transport/simulated/post.ts";
import { SimulatedTransport } from "../transport/simulated/simulated.ts";
import type { Transport } from "../transport/transport.ts";
import { edgesOf, ofMember } from "./edges.ts";
import { hostileOptions } from "./hostile-options.ts";
import type { ErrorTransportRule } from "./error-transport/rule.ts";
import { endBeforeInputs, graphOf, reverse } from "./graph.ts";
import { wire } from "./wire.ts";

/** How a network's messages travel. */
export type TransportOptions =
  /** At once, population by population: each message takes one tick. */
  | { readonly name: "local" }
  /** Synapse by synapse, in virtual time. */
  | {
      readonly name: "simulated";
      /** One tick unless said. */
      readonly latency?: LinkLatency | undefined;
      /** Samples that a link takes up in a tick; any number unless said. */
      readonly bandwidth?: number | undefined;
      /** What latencies and faults are drawn from; 0 unless said. */
      readonly seed?: number | undefined;
      /** What goes wrong, and how often, or exactly what; delivery is made reliable above it. */
      readonly faults?: FaultRates | readonly Fault[] | undefined;
      /**
       * "reliable" unless said. "lossy": nothing is sent again in training; a micro-batch that has lost a message is left out of its
       * batch as a whole, and counted (Network.traffic).
       */
      readonly delivery?: "reliable" | "lossy" | undefined;
    }
  /** A world with faults of one's own making. */
  | { readonly name: "hostile"; readonly options: HostileOptions };

/** Neurons that are told together, and the wiring that they hear others by. */
export interface Group {
  readonly population: PopulationModel;
  /** Its number among those who send and receive. */
  readonly node: number;
  readonly forward: Heard;
  readonly backward: Heard;
}

/** A node of a wiring. */
export interface Heard {
  readonly wiring: Wiring;
  readonly node: number;
}

/** What joins the actors of a network: who is told together, and the transport between them. */
export interface Fabric {
  readonly groups: readonly Group[];
  readonly transport: Transport;
  /** The two ends of the streams; their numbers come after those of the groups, in this order. */
  readonly feed: number;
  readonly loss: number;
}

/**
 * Wires a model twice, once forward and once with the arrows turned round. `receivers`, one a node in node order, and `learners` may
 * be filled in afterwards.
 */
export function weave(
  model: Model,
  options: {
    readonly inputErrors: "end" | "receive";
    readonly transport: TransportOptions;
    readonly errorTransport?: ErrorTransportRule | undefined;
    readonly numbers: Numbers;
  },
  receivers: readonly Receiver[],
  learners: readonly Receiver[],
): Fabric {
  const graph = graphOf(model);
  const turned = options.inputErrors === "receive" ? reverse(graph) : endBeforeInputs(reverse(graph), model);
  const reversed = options.errorTransport?.reroute?.(turned, model) ?? turned;
  const forward = wire(graph);
  const backward = wire(reversed);
  if (options.transport.name === "local") {
    // All neurons of a population hear the same senders, so they are told at once.
    const groups = model.populations.map((population, node) => ({
      population,
      node,
      forward: { wiring: forward.hears, node },
      backward: { wiring: backward.hears, node },
    }));
    const links = { forward: forward.tells, backward: backward.tells };
    const transport = new LocalTransport(links, receivers, learners);
    return { groups, transport, feed: graph.feed, loss: graph.loss };
  }
  // Messages come one by one, so each neuron is told by itself.
  const groups = model.populations.flatMap((population, index) =>
    Array.from(singles(population), (single, member) => ({
      population: single,
      node: single.first,
      forward: { wiring: ofMember(forward.hears, index, member), node: 0 },
      backward: { wiring: ofMember(backward.hears, index, member), node: 0 },
    })),
  );
  const { neuronCount } = model;
  const edges = { forward: edgesOf(graph, neuronCount), backward: edgesOf(reversed, neuronCount) };
  const actors = [receivers, learners] as const;
  const transport =
    options.transport.name === "hostile"
      ? new HostileTransport(edges, ...actors, options.numbers, options.transport.options)
      : simulatedTransport(model, edges, actors, options.numbers, options.transport);
  return { groups, transport, feed: neuronCount, loss: neuronCount + 1 };
}

function simulatedTransport(
  model: Model,
  edges: { readonly forward: Edges; readonly backward: Edges },
  actors: readonly [receivers: readonly Receiver[], learners: readonly Receiver[]],
  numbers: Numbers,
  {
    latency = { kind: "constant", ticks: 1 },
    seed = 0,
    faults,
    delivery,
    bandwidth,
  }: Extract<TransportOptions, { name: "simulated" }>,
): Transport {
  const { uniform } = random(seed, "latency");
  const { drawn, fixed } = linksOf(model, latency);
  if (faults === undefined) {
    return new SimulatedTransport(edges, ...actors, { latency: drawn, fixed, bandwidth, uniform });
  }
  const hosts = edges.forward.neurons + 1;
  const options = hostileOptions({ latency: drawn, fixed, seed, faults, hosts, delivery, bandwidth });
  return new HostileTransport(edges, ...actors, numbers, options);
}
