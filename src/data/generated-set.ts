import type { Samples } from "./samples.ts";

/** A number that a generated set takes. */
export interface NumberOption {
  readonly holds: "integer" | "number";
  readonly default: number;
  /** Both ends are allowed. */
  readonly least: number;
  readonly most: number;
  readonly description: string;
}

/** A choice that a generated set leaves. */
export interface ChoiceOption<Choice extends string = string> {
  readonly holds: "choice";
  readonly default: Choice;
  readonly allowed: readonly Choice[];
  readonly description: string;
}

export type Options = Readonly<Record<string, NumberOption | ChoiceOption>>;

/** The values of options: a number, or one of the choices. */
export type Values<O extends Options> = {
  readonly [Key in keyof O]: O[Key] extends ChoiceOption<infer Choice> ? Choice : number;
};

/** Samples that are computed instead of read. */
export interface GeneratedSet<O extends Options = Options> {
  readonly description: string;
  readonly options: O;
  /** The same values give the same bits. */
  readonly generate: (values: Values<O>) => Samples;
}

/** How many samples, at least 1. */
export function samplesOption(count: number): NumberOption {
  const description = "how many samples";
  return { holds: "integer", default: count, least: 1, most: 100_000, description };
}

export const seedOption: NumberOption = {
  holds: "integer",
  default: 0,
  least: 0,
  most: Number.MAX_SAFE_INTEGER,
  description: "of the random numbers",
};

export const shuffleOption: ChoiceOption<"yes" | "no"> = {
  holds: "choice",
  default: "yes",
  allowed: ["yes", "no"],
  description: "mix the samples, so that every slice holds all classes",
};

export const targetsOption: ChoiceOption<"zero-one" | "signed"> = {
  holds: "choice",
  default: "zero-one",
  allowed: ["zero-one", "signed"],
  description: "the two classes as 0 and 1, or as -1 and +1",
};
