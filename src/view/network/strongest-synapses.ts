import { neuronIds } from "../../model/neuron-ids.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";
import type { HeardMessage } from "../../trace/replay/turn.ts";
import type { NeuronState } from "../../trace/replay/run-state.ts";
import { numbersAt, rowShown } from "./neuron-texts.ts";
import type { Board } from "./text-board.ts";
import { type Ranked, topList } from "./top-list.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- projections have an entry in every column */

/** The synapses of one neuron that carry the most: w·a down to it, w·δ back up to it, a·δ of their gradients. */
export function strongestSynapses(
  board: Board,
  neuron: NeuronState,
): Readonly<Record<"down" | "up" | "products", readonly Ranked<string>[]>> {
  const turn = neuron.turn(board.which.microBatch);
  const [down, up, products] = [topList<string>(), topList<string>(), topList<string>()];
  const delta = board.entry(turn?.error?.delta);
  const heard = turn?.activation?.messages() ?? [];
  const isComputed = turn?.activation?.z !== undefined;
  for (const { id, weight, value } of heard.length > 0
    ? told(heard, board)
    : isComputed
      ? sourcesOf(board, neuron)
      : []) {
    if (value === undefined) continue;
    down.add(id, weight * value);
    if (delta !== undefined) products.add(id, value * delta);
  }
  const answers = turn?.error?.messages().filter(({ kind }) => kind === "deliver") ?? [];
  for (const { id, weight, value } of answers.length > 0
    ? told(answers, board)
    : delta !== undefined
      ? targetsOf(board, neuron)
      : []) {
    if (value !== undefined) up.add(id, weight * value);
  }
  return { down: down.kept, up: up.kept, products: products.kept };
}

/** The other end of a synapse, and what comes from there. */
interface End {
  readonly id: string;
  readonly weight: number;
  readonly value: number | undefined;
}

function* told(messages: readonly HeardMessage[], { entry }: Board): Generator<End, void, undefined> {
  for (const message of messages) {
    if (message.kind === "deliver")
      yield { id: message.from, weight: message.weight, value: entry(message.values) };
  }
}

function* sourcesOf(board: Board, neuron: NeuronState): Generator<End, void, undefined> {
  const row = rowShown(board, neuron);
  for (const [i, id] of (row?.from ?? []).entries()) {
    yield { id, weight: row?.weights?.[i] ?? NaN, value: numbersAt(board, id)?.a };
  }
}

function* targetsOf(board: Board, { slot }: NeuronState): Generator<End, void, undefined> {
  const { model, state } = board;
  const { idOf } = neuronIds(model);
  const own = populationIndex(model, slot);
  const member = slot - populationAt(model, own).first;
  const { count, source, target, position } = model.projections;
  for (let b = 0; b < count; b++) {
    if (source[b] !== own) continue;
    const { first, size } = populationAt(model, target[b]!);
    for (let j = 0; j < size; j++) {
      const id = idOf(first + j);
      const other = state.neuron(id);
      const weight = other && rowShown(board, other)?.weights?.[position[b]! + member];
      yield { id, weight: weight ?? NaN, value: numbersAt(board, id)?.delta };
    }
  }
}
