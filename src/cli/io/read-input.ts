import type { Samples } from "../../data/samples.ts";
import { readNetwork } from "../../files/read-network.ts";
import { readSamples } from "../../files/read-samples.ts";
import { shown } from "../../math/suggestion.ts";
import { InputError } from "../../message/input-error.ts";
import type { Model } from "../../model/model.ts";
import { checkSamples } from "../../network/check-samples.ts";
import type { InputOptions } from "./options.ts";

/**
 * The network and the samples that a command was given, seen to fit each other.
 * @throws InputError with the file as its source
 */
export function readInput(
  networkPath: string,
  samplesText: string,
  options: InputOptions,
  targets: "required" | "optional" = "required",
): { readonly model: Model; readonly samples: Samples } {
  const model = readNetwork(networkPath, { seed: options.seed });
  return { model, samples: readSamplesFor(model, samplesText, options, targets) };
}

/**
 * The samples of `--validation`, if there are any. Where classes have names they must be those of the training samples:
 * a column that means another class would be judged as wrong without a word.
 */
export function readValidation(
  model: Model,
  samples: Samples,
  samplesText: string,
  options: InputOptions & { readonly validation?: string },
): Samples | undefined {
  const { validation: text } = options;
  if (text === undefined) return undefined;
  const validation = readSamplesFor(model, text, options, "required");
  const { classes: expected } = samples;
  const { classes: got } = validation;
  if (expected && got && expected.join("\0") !== got.join("\0")) {
    const message = `expected ${expected.map(shown).join(", ")} as in ${samplesText}; got ${got.map(shown).join(", ")}`;
    throw new InputError([{ path: "classes", message }], text);
  }
  return validation;
}

/** Samples that are to fit a network. */
function readSamplesFor(
  model: Model,
  text: string,
  { targets: columns, classes }: InputOptions,
  targets: "required" | "optional",
): Samples {
  const samples = readSamples(text, { targets: columns, classes });
  try {
    checkSamples(model, samples, targets);
  } catch (error) {
    throw error instanceof InputError ? error.in(text) : error;
  }
  return samples;
}
