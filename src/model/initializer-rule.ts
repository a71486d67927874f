import {
  initializer,
  type Initializer,
  type InitializerName,
  type InitializerOptions,
} from "../math/initializers.ts";
import type { Random } from "../math/random.ts";
import type { InitializerSpec } from "./network-spec.ts";
import type { ProblemList } from "./problem-list.ts";

/** Reads the initializer that a file names for a neuron or a layer. */
export type InitializerReader = (spec: InitializerSpec | undefined, path: string) => Initializer | undefined;

/**
 * Reads initializers: xavier-uniform where the file names none. What is wrong with the options of one (a number
 * out of range, or one that it does not have) is added to `problems`; then it is undefined.
 */
export function initializerReader(problems: ProblemList): InitializerReader {
  const named = new Map<InitializerName, Initializer>();
  return (spec = "xavier-uniform", path) => {
    if (typeof spec !== "string") return readInitializer(spec, path, problems);
    const rule = named.get(spec) ?? initializer({ name: spec });
    named.set(spec, rule);
    return rule;
  };
}

function readInitializer(
  options: InitializerOptions,
  path: string,
  problems: ProblemList,
): Initializer | undefined {
  try {
    return initializer(options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [, option = "", message = error.message] =
      /^initializer(\.\w+)?: (.*)$/su.exec(error.message) ?? [];
    problems.add(`${path}${option}`, message);
    return undefined;
  }
}

/** Whether a rule draws at all: a constant needs no seed, and neither do biases that start at 0. */
export function drawsOf(rule: Initializer): { readonly weight: boolean; readonly bias: boolean } {
  let draws = 0;
  const counted = (): number => {
    draws += 1;
    return 0;
  };
  const uniforms = (count: number): Float64Array => new Float64Array(count).fill(counted());
  const counter: Random = { uniform: counted, uniforms, normal: counted, integer: counted };
  rule.bias(counter);
  const bias = draws > 0;
  draws = 0;
  rule.weights(counter, 1, 1)(new Float64Array(1), 0, 1);
  return { weight: draws > 0, bias };
}
