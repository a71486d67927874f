import type { Model } from "../../model/model.ts";
import type { RunState } from "../../trace/replay/run-state.ts";
import { fitNumber } from "../number-text.ts";
import { putGroups } from "./group-texts.ts";
import { numberWidth } from "./measures.ts";
import type { NetworkLayout } from "./network-layout.ts";
import { putLoss } from "./loss-texts.ts";
import { putNeuron } from "./neuron-texts.ts";
import type { ShownSample } from "./shown-sample.ts";
import { type Board, createBoard } from "./text-board.ts";

/**
 * The text of every slot that has one, at a state of the run; slots that are not computed are absent. By node: `x`, `bias`,
 * `z`, `a`, `gain`, `sum`, `delta`; at outputs `heard` by the loss, `target`, `told` by it and how that `enters`. By link:
 * `value`, `error`, `weight`, `feedback` (the weight of the way back), `weights` (both, where they differ), `gradient`.
 * And `loss`, and the `version` of the weights shown.
 */
export function sceneTexts(
  layout: NetworkLayout,
  state: RunState,
  which: ShownSample,
  model: Model,
): Map<string, string> {
  return fillBoard(layout, state, which, model).texts;
}

/** The same with the numbers that the texts are of. */
export function fillBoard(
  layout: NetworkLayout,
  state: RunState,
  which: ShownSample,
  model: Model,
): Pick<Board, "texts" | "numbers"> {
  const board = createBoard(layout, state, which, model);
  if (layout.detail === "groups") putGroups(board);
  else for (const neuron of state.neurons()) putNeuron(board, neuron);
  putLoss(board);
  putWeights(board);
  return board;
}

/** What the way back multiplies by is the same weight, where no message and no feedback weight says otherwise. */
function putWeights({ texts, numbers, layout, versions }: Board): void {
  layout.links.forEach((_, link) => {
    const weight = texts.get(`weight/${link}`);
    if (weight === undefined) return;
    const feedback = texts.get(`feedback/${link}`) ?? weight;
    texts.set(`feedback/${link}`, feedback);
    texts.set(`weights/${link}`, weight === feedback ? weight : bothWeights(numbers, link));
    const number = numbers.get(`weight/${link}`);
    if (number !== undefined && !numbers.has(`feedback/${link}`)) numbers.set(`feedback/${link}`, number);
  });
  const down = versions.get("version");
  const up = versions.get("feedbackVersion") ?? down;
  for (const [name, range] of [
    ["version", down],
    ["feedbackVersion", up],
  ] as const) {
    if (range === undefined) continue;
    const { least, most } = range;
    texts.set(name, least === most ? String(least) : `${least}–${most}`);
  }
}

/** Two weights in the room of one. */
function bothWeights(numbers: Board["numbers"], link: number): string {
  const [down = NaN, up = NaN] = [numbers.get(`weight/${link}`), numbers.get(`feedback/${link}`)];
  const first = fitNumber(down, (numberWidth - 1) / 2);
  return `${first}◂${fitNumber(up, numberWidth - 1 - first.length)}`;
}
