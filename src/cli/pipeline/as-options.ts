import { InputError } from "../../message/input-error.ts";

/** What the library calls options, and how a command line writes them. */
const flags: ReadonlyMap<string, string> = new Map([
  ["stages", "--stages"],
  ["chunks", "--chunks"],
  ["schedule", "--schedule"],
  ["batchSize", "--batch-size"],
  ["microBatch", "--micro-batch"],
  ["microBatches", "--micro-batch"],
  ["maxActiveKeys", "--max-active-keys"],
  ["errorTransport", "--error-transport"],
  ["errorTransport.seed", "--feedback-seed"],
]);

/**
 * Lets what is wrong with options of a run be said in the names of a command's: too many stages for a network are a wrong option,
 * not a wrong network.
 */
export function asOptions<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw renamed(error);
  }
}

export function renamed(error: unknown): unknown {
  const isOfStages = error instanceof InputError && error.problems.every(({ path }) => path === "stages");
  if (!isOfStages && !(error instanceof RangeError)) return error;
  const [, name = ""] = /^([\w.]+): expected /.exec(error.message) ?? [];
  const flag = flags.get(name);
  return flag === undefined
    ? error
    : new RangeError(`${flag}${error.message.slice(name.length)}`, { cause: error });
}
