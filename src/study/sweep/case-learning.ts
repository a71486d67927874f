import { learningRate, type LearningRateOptions } from "../../math/learning-rates.ts";
import { optimizer, type OptimizerOptions } from "../../math/optimizers.ts";
import { InputError } from "../../message/input-error.ts";
import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { ErrorTransportOptions } from "../../network/error-transport/rules.ts";
import type { TrainOptions } from "../../network/train-options.ts";
import type { CaseDefinition } from "./case-schema.ts";

/** @throws InputError `network: …`, as of the file's reader */
export function modelOf({ network }: CaseDefinition, seed: number): Model {
  if (typeof network === "string") {
    throw new RangeError("network: expected a network file that has been read; got its name");
  }
  try {
    return parseNetwork(network, { seed });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.problems.map(({ path, message }) => ({
        path: path === "" ? "network" : `network.${path}`,
        message,
      })),
    );
  }
}

/** How a case learns; checked. */
export function settingsOf(definition: CaseDefinition, seed: number): TrainOptions {
  const { epochs = 1, batchSize = 1, microBatch, order } = definition;
  const rate = definition.learningRate as LearningRateOptions;
  const rule = definition.optimizer as TrainOptions["optimizer"];
  learningRate(rate);
  if (typeof rule === "object") optimizer(rule satisfies OptimizerOptions);
  const shuffle = order === "file" ? undefined : seed;
  return { epochs, batchSize, microBatch, learningRate: rate, optimizer: rule, shuffle };
}

/** Random error weights are drawn from the seed of the case, unless the rule has one. */
export function errorTransportOf(
  { errorTransport = "backpropagation" }: CaseDefinition,
  seed: number,
): ErrorTransportOptions {
  const rule = typeof errorTransport === "string" ? { name: errorTransport } : errorTransport;
  const name = rule["name"];
  const isDrawn = typeof name === "string" && !undrawn.includes(name);
  return { ...(isDrawn && { seed }), ...rule } as ErrorTransportOptions;
}

/** Rules that draw nothing, and refuse a seed. */
const undrawn = ["backpropagation", "uniform-sign-symmetry", "frozen-hidden"];
