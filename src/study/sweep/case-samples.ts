import { generatedSets } from "../../data/generated-sets.ts";
import { readSampleRows, type Samples } from "../../data/samples.ts";
import { InputError } from "../../message/input-error.ts";
import type { Model } from "../../model/model.ts";
import { checkSamples } from "../../network/check-samples.ts";
import type { CaseDefinition } from "./case-schema.ts";
import type { SamplesSource, World } from "./world.ts";

type SamplesDefinition = NonNullable<CaseDefinition["samples"]>;

/** What a case trains on, and what it is judged on: its validation samples, or the same. */
export interface CaseSamples {
  readonly samples: Samples;
  readonly held: Samples;
}

/** @throws InputError under `samples` or `validation` */
export function caseSamples(
  { samples, validation }: CaseDefinition,
  model: Model,
  seed: number,
  world: World,
): CaseSamples {
  if (samples === undefined) {
    throw new RangeError("samples: expected beside a network; got nothing");
  }
  const read = (name: string, definition: SamplesDefinition): Samples =>
    at(name, () => {
      const found =
        typeof definition === "string"
          ? world.samples({ file: seededText(definition, seed) })
          : "file" in definition
            ? world.samples({ ...definition, file: seededText(definition.file, seed) })
            : readSampleRows(definition.inputs, definition.targets);
      checkSamples(model, found, "required");
      return found;
    });
  const train = read("samples", samples);
  return { samples: train, held: validation === undefined ? train : read("validation", validation) };
}

/** The files that a case reads its samples from. */
export function filesOf({ samples, validation }: CaseDefinition): SamplesSource[] {
  return [samples, validation].flatMap((definition) => {
    const source = typeof definition === "string" ? { file: definition } : definition;
    return source === undefined || !("file" in source) || source.file.startsWith("builtin:") ? [] : [source];
  });
}

/** A generated set whose text says no seed is drawn from that of the case: `builtin:moons` becomes `builtin:moons:seed=1`. */
export function seededText(text: string, seed: number): string {
  const [, name = "", options, slice = ""] = /^builtin:([^:@]*)(:[^@]*)?(@\d*:\d*)?$/.exec(text) ?? [];
  const takesSeed = generatedSets.get(name)?.options["seed"] !== undefined;
  if (!takesSeed || /[:,]seed=/.test(options ?? "")) return text;
  return `builtin:${name}${options === undefined ? ":" : `${options},`}seed=${seed}${slice}`;
}

function at<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problems = error.problems.map(({ path, message }) => ({
      path: [name, error.source, path].filter((part) => part !== undefined && part !== "").join(": "),
      message,
    }));
    throw new InputError(problems);
  }
}
