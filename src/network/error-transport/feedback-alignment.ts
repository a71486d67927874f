import type { Model } from "../../model/model.ts";
import { drawErrorWeights, type RandomWeightSettings } from "./random-weights.ts";
import type { ErrorTransportRule } from "./rule.ts";

/**
 * Error signals meet fixed random weights: δ = σ'(z) · Σ B·δ (Lillicrap, Cownden, Tweed and Akerman 2016). They are feedback
 * weights of the model, as a file can give them too; those that it has stay.
 */
export function feedbackAlignment(settings: RandomWeightSettings): ErrorTransportRule {
  return { name: "feedback-alignment", model: (model) => withFeedback(model, settings) };
}

function withFeedback(model: Model, settings: RandomWeightSettings): Model {
  const feedback = new Float64Array(model.parameterCount).fill(NaN);
  drawErrorWeights(model, settings, feedback);
  model.feedback?.forEach((weight, i) => {
    if (!Number.isNaN(weight)) feedback[i] = weight;
  });
  return { ...model, feedback };
}
