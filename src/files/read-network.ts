import { parseJsonText } from "../data/json-text.ts";
import { InputError } from "../message/input-error.ts";
import type { Model } from "../model/model.ts";
import { parseNetwork } from "../model/parse-network.ts";
import { readText } from "./read-file.ts";

/**
 * The model of a network file, gzip or not. The option `seed` goes before the file's.
 * @throws InputError with the path as its source
 */
export function readNetwork(path: string, options: { readonly seed?: number | undefined } = {}): Model {
  try {
    return parseNetwork(parseJsonText(readText(path)), options);
  } catch (error) {
    throw error instanceof InputError ? error.in(path) : error;
  }
}
