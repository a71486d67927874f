/**
 * One direction of a network, synapse by synapse: what node n sends goes over the edges start[n] … start[n + 1] − 1, in
 * synapse order. A node is a neuron (its slot), or one of the two ends of the streams, which come after the neurons.
 */
export interface Edges {
  readonly nodes: number;
  /** Nodes below this number are neurons. */
  readonly neurons: number;
  readonly start: Int32Array;
  /** Where each edge leads, and which of its target's edges it is, in synapse order. */
  readonly to: Int32Array;
  readonly place: Int32Array;
  /** The first target of a node whose targets are neighbours, one after another; −1 where they are not. */
  readonly firstOf: Int32Array;
  /** How many of a node's edges are synapses: what leads to an end of the streams, or comes from one, is none. */
  readonly synapses: Int32Array;
  /** How many edges lead to each node: what it waits for. */
  readonly fanIn: Int32Array;
}
