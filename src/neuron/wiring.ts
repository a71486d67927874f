/**
 * Who hears whom in one direction, as columns of numbers: no object per synapse. A node is a population, or one of the
 * two ends between which the streams run.
 *
 * Node n hears the arcs arcsOf[n] … arcsOf[n + 1] − 1, in synapse order: at least one, though it may bring nothing. Arc r brings the vectors of `count[r]`
 * neighbouring slots from `slot[r]` on; the weight of its k-th sender at the m-th neuron of the node is the parameter
 * weightAt[r] + k·weightStep[r] + m·memberStep[r].
 */
export interface Wiring {
  readonly arcsOf: Int32Array;
  readonly slot: Int32Array;
  readonly count: Int32Array;
  readonly weightAt: Int32Array;
  readonly weightStep: Int32Array;
  readonly memberStep: Int32Array;
}
