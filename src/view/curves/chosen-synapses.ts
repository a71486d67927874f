import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { forEachSynapse } from "../../model/synapses.ts";

/** A weight that is followed by itself. */
export interface ChosenSynapse {
  readonly from: string;
  readonly to: string;
  /** What it is in the network that the trace begins with. */
  readonly weight: number;
}

/**
 * The synapses that are followed one by one, undefined where they are more than `most`: all of them, or of chosen neurons
 * those between two of them, and if there are none, those that lead to them. Of neurons that are not recorded there are
 * none.
 */
export function chosenSynapses(
  model: Model,
  neurons: readonly string[] | undefined,
  recorded: readonly string[] | undefined,
  most: number,
): ChosenSynapse[] | undefined {
  const { idOf, slotOf } = neuronIds(model);
  const chosen = neurons && new Set(neurons.map(slotOf));
  const told = recorded && new Set(recorded.map(slotOf));
  const [between, leading]: [ChosenSynapse[], ChosenSynapse[]] = [[], []];
  forEachSynapse(model, (source, target, parameter) => {
    if (chosen?.has(target) === false || told?.has(target) === false) return;
    const list = chosen?.has(source) === true ? between : leading;
    if (list.length > most) return;
    const weight = model.parameters[parameter] ?? NaN;
    list.push({ from: idOf(source), to: idOf(target), weight });
  });
  const found = between.length > 0 ? between : leading;
  return found.length <= most ? found : undefined;
}
