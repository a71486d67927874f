import { expectedOneOf, shown } from "../math/suggestion.ts";
import { InputError } from "../message/input-error.ts";
import { parseJsonText } from "./json-text.ts";
import { readSampleRows, type Samples } from "./samples.ts";

const keys = ["inputs", "targets"] as const;

/**
 * Samples of a text `{"inputs": [[…], …], "targets": [[…], …]}`, a row a sample. Without `targets` (to
 * predict) they have width 0.
 * @throws InputError: wrong JSON with line and column, an unknown or missing key, and all that createSamples
 * refuses.
 */
export function parseJsonSamples(text: string): Samples {
  const value = parseJsonText(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message = `expected an object {"inputs": [[…], …], "targets": [[…], …]}; got ${shown(value)}`;
    throw new InputError([{ path: "", message }]);
  }
  const unknown = Object.keys(value).filter((key) => !keys.some((known) => known === key));
  if (unknown.length > 0) {
    throw new InputError(unknown.map((key) => ({ path: "", message: expectedOneOf(keys, key) })));
  }
  const { inputs, targets } = value as { inputs?: unknown; targets?: unknown };
  const noTargets = Array.isArray(inputs) ? inputs.map(() => []) : [];
  return readSampleRows(inputs, targets === undefined ? noTargets : targets);
}
