import { neuronIds } from "../../model/neuron-ids.ts";
import { fitNumber } from "../number-text.ts";
import { numberWidth } from "./measures.ts";
import { numbersOf } from "./shown-sample.ts";
import type { Board } from "./text-board.ts";

/** What the loss has heard from the outputs, and told them. */
export function putLoss(board: Board): void {
  const { texts, put, layout, state, which, entry, model } = board;
  const loss = state.loss(which.microBatch) ?? which.loss;
  put("loss", entry(loss?.losses));
  const { idOf } = neuronIds(model);
  for (const [output, slot] of model.outputs.entries()) {
    const id = idOf(slot);
    const node = layout.nodeOf(id);
    const neuron =
      node !== undefined && layout.nodes[node]?.shows === "neuron" ? state.neuron(id) : undefined;
    if (node === undefined || neuron === undefined) continue;
    const target = entry(loss?.targets?.[output]);
    if (target !== undefined) {
      board.numbers.set(`target/${node}`, target);
      texts.set(`target/${node}`, `t ${fitNumber(target, numberWidth - 2)}`);
    }
    const turn = neuron.turn(which.microBatch);
    if (loss?.losses !== undefined) put(`heard/${node}`, numbersOf(turn, entry).a);
    const told = turn?.error?.messages().find((message) => message.kind === "error");
    if (told?.kind !== "error") continue;
    put(`told/${node}`, entry(told.values));
    texts.set(`enters/${node}`, told.enters === "activation" ? "∂L/∂a" : "∂L/∂z");
  }
}
