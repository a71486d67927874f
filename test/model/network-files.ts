import { InputError } from "../../src/message/input-error.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";

// Small files to test with, as a program that parses JSON would give them.

export type Members = Record<string, unknown>;

const head = { format: "counterflow-network", version: 1, loss: "half-squared-error" };

/** Two inputs, two hidden neurons, one output; `changes` replace or add members, undefined takes one away. */
export function listedFile(changes: Members = {}): Members {
  return asJson({
    ...head,
    neurons: [
      { id: "i1" },
      { id: "i2" },
      { id: "h1", activation: "sigmoid", bias: 0.35 },
      { id: "h2", activation: "sigmoid", bias: 0.35 },
      { id: "o1", activation: "sigmoid", bias: 0.6 },
    ],
    synapses: [
      { from: "i1", to: "h1", weight: 0.15 },
      { from: "i2", to: "h1", weight: 0.2 },
      { from: "i1", to: "h2", weight: 0.25 },
      { from: "i2", to: "h2", weight: 0.3 },
      { from: "h1", to: "o1", weight: 0.4 },
      { from: "h2", to: "o1", weight: 0.45 },
    ],
    inputs: ["i1", "i2"],
    outputs: ["o1"],
    ...changes,
  });
}

/** Layers of 2, 3 and 2 neurons without weights. */
export function layersFile(changes: Members = {}): Members {
  return asJson({
    ...head,
    layers: [
      { id: "x", size: 2 },
      { id: "h", size: 3, activation: "tanh" },
      { id: "y", size: 2, activation: "identity" },
    ],
    ...changes,
  });
}

/** A copy with member number `index` of a list changed: `withMember(listedFile(), "synapses", 2, { from: "h9" })`. */
export function withMember(file: Members, list: string, index: number, changes: unknown): Members {
  const copy = (file[list] as Members[]).slice();
  copy[index] =
    typeof changes === "object" && changes !== null && !Array.isArray(changes)
      ? asJson({ ...copy[index], ...changes })
      : (changes as Members);
  return { ...file, [list]: copy };
}

/** The text of the error that a file is refused with. */
export function refusal(file: unknown, seed?: number): string {
  try {
    parseNetwork(file, { seed });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("the file was not refused");
}

/** JSON holds no member that is undefined. */
function asJson(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
