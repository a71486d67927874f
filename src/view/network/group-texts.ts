import type { NeuronState } from "../../trace/replay/run-state.ts";
import type { Row } from "../../trace/replay/row.ts";
import { fitNumber } from "../number-text.ts";
import { truncate } from "../terminal/text-width.ts";
import { putNeuron, rowShown } from "./neuron-texts.ts";
import { numbersOf } from "./shown-sample.ts";
import { strongestSynapses } from "./strongest-synapses.ts";
import type { Board } from "./text-board.ts";
import { type Ranked, topList } from "./top-list.ts";

/** Characters of a neuron's name in a list. */
const nameWidth = 11;

/** Groups in a few numbers, neurons that were chosen in full, and bundles of synapses by their norms. */
export function putGroups(board: Board): void {
  const { layout, state, which, entry } = board;
  const groups = layout.nodes.map(() => ({ a: tally(), delta: tally(), gain: tally() }));
  const chosen: NeuronState[] = [];
  const weights = new Map<number, number>();
  const addRow = createRowAdder(board, weights);
  for (const neuron of state.neurons()) {
    const node = layout.nodeOf(neuron.id);
    if (node === undefined) continue;
    const row = rowShown(board, neuron);
    addRow(row, node);
    if (layout.nodes[node]?.shows === "neuron") {
      chosen.push(neuron);
      continue;
    }
    board.noteVersion("version", row?.version);
    const numbers = numbersOf(neuron.turn(which.microBatch), entry);
    for (const what of ["a", "delta", "gain"] as const) groups[node]?.[what].add(neuron.id, numbers[what]);
  }
  groups.forEach((group, node) => putGroup(board, node, group));
  putTold(board);
  for (const [link, squares] of weights) {
    if (layout.links[link]?.shows !== "bundle") continue;
    board.texts.set(`weight/${link}`, `‖w‖ ${fitNumber(Math.sqrt(squares), 7)}`);
  }
  for (const neuron of chosen) {
    putNeuron(board, neuron);
    putStrongest(board, neuron);
  }
}

function putGroup(board: Board, node: number, group: Readonly<Record<"a" | "delta" | "gain", Tally>>): void {
  const { put } = board;
  for (const what of ["a", "delta"] as const) {
    const { count, sum, squares, least, most, top } = group[what];
    if (count === 0) continue;
    put(`norm-${what}/${node}`, Math.sqrt(squares));
    put(`mean-${what}/${node}`, sum / count);
    put(`least-${what}/${node}`, least);
    put(`most-${what}/${node}`, most);
    putList(board, what, node, top.kept);
  }
  if (group.gain.count > 0) put(`mean-gain/${node}`, group.gain.sum / group.gain.count);
}

/** Norms that the trace tells of populations, where it tells nothing of neurons. */
function putTold({ which, layout, model, put }: Board): void {
  const norms = new Map<string, number>();
  const gains = new Map<number, { sum: number; neurons: number }>();
  const populations = new Map(model.populations.map((population) => [population.id, population]));
  for (const { population, task, norm, gain } of which.told ?? []) {
    const { naming, size = 1 } = populations.get(population) ?? {};
    const node = layout.nodeOf(naming === "numbered" ? `${population}.0` : population);
    if (node === undefined || (task !== "forward" && task !== "backward")) continue;
    const slot = `norm-${task === "forward" ? "a" : "delta"}/${node}`;
    norms.set(slot, Math.hypot(norms.get(slot) ?? 0, norm));
    if (gain === undefined) continue;
    const { sum, neurons } = gains.get(node) ?? { sum: 0, neurons: 0 };
    gains.set(node, { sum: sum + gain * size, neurons: neurons + size });
  }
  for (const [slot, norm] of norms) put(slot, norm);
  for (const [node, { sum, neurons }] of gains) put(`mean-gain/${node}`, sum / neurons);
}

/** The synapses of a chosen neuron that carry the most, in each direction. */
function putStrongest(board: Board, neuron: NeuronState): void {
  const node = board.layout.nodeOf(neuron.id);
  if (node === undefined) return;
  const { down, up, products } = strongestSynapses(board, neuron);
  putList(board, "a", node, down);
  putList(board, "delta", node, up);
  putList(board, "gradient", node, products);
}

function putList({ texts }: Board, what: string, node: number, list: readonly Ranked<string>[]): void {
  list.forEach(({ item, value }, i) => {
    texts.set(`name-${what}-${i}/${node}`, truncate(item, nameWidth));
    texts.set(`top-${what}-${i}/${node}`, fitNumber(value, 8));
  });
}

/** Adds the squares of a neuron's weights to those of the bundles that lead to it. */
function createRowAdder({ layout, linkOf }: Board, weights: Map<number, number>) {
  // All neurons of a population hear the same sources, named in one and the same list.
  const known = new Map<readonly string[], readonly (number | undefined)[]>();
  return (row: Row | undefined, node: number): void => {
    if (row?.weights === undefined) return;
    const nodes = known.get(row.from) ?? row.from.map((id) => layout.nodeOf(id));
    known.set(row.from, nodes);
    let [from, squares]: [number | undefined, number] = [undefined, 0];
    const flush = (): void => {
      const link = linkOf(from, node);
      if (link !== undefined) weights.set(link, (weights.get(link) ?? 0) + squares);
    };
    row.weights.forEach((weight, i) => {
      if (nodes[i] !== from) {
        flush();
        [from, squares] = [nodes[i], 0];
      }
      squares += weight * weight;
    });
    flush();
  };
}

type Tally = ReturnType<typeof tally>;

/** Sums of many numbers, and those furthest from 0. */
function tally() {
  const numbers = { count: 0, sum: 0, squares: 0, least: Infinity, most: -Infinity, top: topList<string>() };
  return Object.assign(numbers, {
    add(id: string, value: number | undefined): void {
      if (value === undefined) return;
      numbers.count++;
      numbers.sum += value;
      numbers.squares += value * value;
      numbers.least = Math.min(numbers.least, value);
      numbers.most = Math.max(numbers.most, value);
      numbers.top.add(id, value);
    },
  });
}
