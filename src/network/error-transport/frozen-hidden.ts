import type { Model } from "../../model/model.ts";
import { rowsOf } from "./random-weights.ts";
import type { ErrorTransportRule } from "./rule.ts";

/** Only the output neurons learn: what the error signals of all other rules are measured against. */
export const frozenHidden: ErrorTransportRule = { name: "frozen-hidden", model: withFrozenHidden };

function withFrozenHidden(model: Model): Model {
  const outputs = new Set(model.outputs);
  const frozen = model.frozen?.slice() ?? new Uint8Array(model.parameterCount);
  for (const population of model.populations) {
    if (outputs.has(population.first)) continue;
    for (const { from, to } of rowsOf(population)) frozen.fill(1, from, to);
  }
  return { ...model, frozen };
}
