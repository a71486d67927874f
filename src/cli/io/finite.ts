import { RunError } from "../../message/run-error.ts";
import type { Numbers } from "../../math/precision.ts";
import type { Network } from "../../network/network.ts";

// Messages are finite: a network says so itself. What is computed from them may still overflow, and JSON has no
// infinity.

/** @throws RunError `WHAT: expected a finite number; got Infinity` */
export function expectFinite(what: string, value: number): void {
  if (!Number.isFinite(value)) throw new RunError(`${what}: expected a finite number; got ${value}`);
}

/**
 * @param values numbers in the places of `model.parameters`
 * @throws RunError that names the neuron in whose row the first number stands that is not finite
 */
export function expectFiniteRows(
  { model, ids }: Pick<Network, "model" | "ids">,
  what: string,
  values: Numbers,
): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  for (const { activation, rows, size, fanIn, first } of model.populations) {
    const row = Math.floor((bad - rows) / (fanIn + 1));
    if (activation === "input" || row < 0 || row >= size) continue;
    throw new RunError(
      `neuron ${ids.idOf(first + row)}: expected finite ${what}; got ${String(values[bad])}`,
    );
  }
}
