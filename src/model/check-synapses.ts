import { shortestCycle } from "./cycle.ts";
import { depthsOf, groupEdges, type Graph } from "./graph.ts";
import type { NeuronNames } from "./neuron-names.ts";
import { describeValue, type ProblemList } from "./problem-list.ts";
import type { ReadableNeurons, Wiring } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every column has a place for every neuron or synapse */

/** Checks that synapses lead somewhere, once, and never round; a synapse that does not is no edge of the graph. */
export function checkSynapses(
  read: ReadableNeurons,
  names: NeuronNames,
  isInput: Uint8Array,
  problems: ProblemList,
): Pick<Wiring, "graph" | "depth"> {
  const { synapses } = read;
  const source = new Int32Array(synapses.length).fill(-1);
  const target = new Int32Array(synapses.length).fill(-1);
  for (let e = 0; e < synapses.length; e++) {
    const { from, to } = synapses[e]!;
    const path = `synapses[${e}]`;
    const ends = [
      from === undefined ? -1 : names.slotOf(from, `${path}.from`),
      to === undefined ? -1 : names.slotOf(to, `${path}.to`),
    ] as const;
    if (ends[1] >= 0 && isInput[ends[1]] === 1) {
      problems.add(`${path}.to`, `expected a neuron that is not an input; got ${describeValue(to)}`);
    } else if (ends[0] >= 0 && ends[0] === ends[1]) {
      problems.add(`${path}.to`, `expected another neuron than its source; got ${describeValue(to)}`);
    } else if (ends[0] >= 0 && ends[1] >= 0) {
      [source[e], target[e]] = ends;
    }
  }
  const graph = { nodes: read.neurons.length, source, target };
  checkPairs(graph, read, problems);
  return { graph, depth: checkAcyclic(graph, read, isInput, problems) };
}

/** Two synapses from one neuron to another would be one, with the sum of their weights. */
function checkPairs(
  { nodes, source, target }: Graph,
  { synapses }: ReadableNeurons,
  problems: ProblemList,
): void {
  const incoming = groupEdges(target, nodes);
  // The first synapse from a source, as one that leads to the target at hand: an older entry leads elsewhere.
  const first = new Int32Array(nodes).fill(-1);
  for (const e of incoming.edges) {
    const other = first[source[e]!]!;
    if (other < 0 || target[other] !== target[e]) first[source[e]!] = e;
    else {
      const pair = `${describeValue(synapses[e]!.from)} -> ${describeValue(synapses[e]!.to)}`;
      const got = `${pair}, which synapses[${other}] has`;
      problems.add(`synapses[${e}]`, `expected a pair of its own; got ${got}`);
    }
  }
}

function checkAcyclic(
  graph: Graph,
  { neurons }: ReadableNeurons,
  isInput: Uint8Array,
  problems: ProblemList,
): Int32Array {
  const depth = depthsOf(graph, isInput);
  const cycle = shortestCycle(graph, depth);
  if (cycle !== undefined) {
    problems.add(
      "synapses",
      `expected no cycle; got ${cycleText(cycle.map((slot) => neurons[slot]?.id ?? ""))}`,
    );
  }
  return depth;
}

/** `a -> b -> a`; of a long cycle its beginning and its end. */
function cycleText(ids: readonly string[]): string {
  const round = [...ids, ids[0]];
  if (round.length <= 12) return round.join(" -> ");
  const left = `… ${round.length - 10} more …`;
  return [...round.slice(0, 5), left, ...round.slice(-5)].join(" -> ");
}
