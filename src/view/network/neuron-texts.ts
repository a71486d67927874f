import { populationAt, populationIndex } from "../../model/populations.ts";
import type { NeuronState, TurnState } from "../../trace/replay/run-state.ts";
import type { Row } from "../../trace/replay/row.ts";
import { type NeuronNumbers, numbersOf } from "./shown-sample.ts";
import type { Board } from "./text-board.ts";

/** A neuron that has a box of its own, and the synapses that lead to it and back to it. */
export function putNeuron(board: Board, neuron: NeuronState): void {
  const node = board.layout.nodeOf(neuron.id);
  if (node === undefined) return;
  const turn = neuron.turn(board.which.microBatch);
  const numbers = numbersOf(turn, board.entry);
  const row = rowShown(board, neuron);
  putNumbers(board, node, numbers, row);
  putRow(board, node, neuron.slot, row);
  putActivations(board, node, turn, numbers, row);
  putErrors(board, node, turn, numbers);
  putGradient(
    board,
    node,
    neuron,
    turn?.activation === undefined ? ["gradient", "batchGradient"] : ["batchGradient"],
  );
}

/** Its row as this batch multiplied by it. */
export function rowShown({ which }: Board, neuron: NeuronState): Row | undefined {
  return (which.weightsOf?.neuron(neuron.id) ?? neuron).row();
}

export function putNumbers(
  { put, layout }: Board,
  node: number,
  { z, a, gain, sum, delta }: NeuronNumbers,
  row: Row | undefined,
): void {
  put(layout.nodes[node]?.isInput === true ? `x/${node}` : `a/${node}`, a);
  put(`z/${node}`, z);
  put(`gain/${node}`, gain);
  put(`sum/${node}`, sum);
  put(`delta/${node}`, delta);
  put(`bias/${node}`, row?.bias);
}

function putRow(board: Board, node: number, slot: number, row: Row | undefined): void {
  if (row === undefined) return;
  const { putLink, layout, synapseOf, model } = board;
  const { rows, first, fanIn } = populationAt(model, populationIndex(model, slot));
  const start = rows + (slot - first) * (fanIn + 1);
  row.from.forEach((from, i) => {
    const link = synapseOf(layout.nodeOf(from), node);
    putLink("weight", link, row.weights?.[i]);
    const feedback = model.feedback?.[start + i];
    if (feedback !== undefined && !Number.isNaN(feedback)) putLink("feedback", link, feedback);
  });
}

/** Over each synapse the activation that has arrived, what it was multiplied by, and what it gives to the gradient. */
function putActivations(
  board: Board,
  node: number,
  turn: TurnState | undefined,
  { z, delta }: NeuronNumbers,
  row: Row | undefined,
): void {
  const { putLink, layout, synapseOf, entry, noteVersion } = board;
  const arrive = (link: number | undefined, a: number | undefined): void => {
    putLink("value", link, a);
    if (a !== undefined && delta !== undefined) putLink("gradient", link, a * delta);
  };
  const messages = turn?.activation?.messages() ?? [];
  for (const message of messages) {
    if (message.kind !== "deliver") continue;
    const link = synapseOf(layout.nodeOf(message.from), node);
    arrive(link, entry(message.values));
    putLink("weight", link, message.weight);
    noteVersion("version", message.weightVersion);
  }
  if (messages.length > 0) return;
  noteVersion("version", row?.version);
  if (z === undefined) return;
  // No messages are recorded: what the receiver has computed with has arrived.
  for (const from of row?.from ?? []) arrive(synapseOf(layout.nodeOf(from), node), numbersAt(board, from)?.a);
}

/** The same for what has come back up. */
function putErrors(board: Board, node: number, turn: TurnState | undefined, { delta }: NeuronNumbers): void {
  const { putLink, layout, synapseOf, entry, noteVersion } = board;
  const messages = (turn?.error?.messages() ?? []).filter((message) => message.kind === "deliver");
  for (const message of messages) {
    const link = synapseOf(node, layout.nodeOf(message.from));
    putLink("error", link, entry(message.values));
    putLink("feedback", link, message.weight);
    noteVersion("feedbackVersion", message.weightVersion);
  }
  if (messages.length > 0 || delta === undefined) return;
  layout.links.forEach(({ from, to, shows }, link) => {
    if (from !== node || shows === "bundle") return;
    putLink("error", link, numbersAt(board, layout.nodes[to]?.id ?? "")?.delta);
  });
}

export function numbersAt({ state, which, entry }: Board, id: string): NeuronNumbers | undefined {
  const neuron = state.neuron(id);
  return neuron && numbersOf(neuron.turn(which.microBatch), entry);
}

/** What has come of the whole batch; that alone where the trace tells no passes. */
function putGradient(
  { putLink, layout, synapseOf }: Board,
  node: number,
  neuron: NeuronState,
  names: readonly string[],
): void {
  const gradient = neuron.gradient();
  gradient?.from.forEach((from, i) => {
    const link = synapseOf(layout.nodeOf(from), node);
    for (const name of names) putLink(name, link, gradient.weights[i]);
  });
}
