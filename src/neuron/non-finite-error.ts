import type { Direction } from "../message/message.ts";
import { RunError } from "../message/run-error.ts";

/** The first message of a run that would have carried NaN or an infinity; it was not sent. */
export class NonFiniteError extends RunError {
  constructor(neuron: string, direction: Direction, batch: number, sample: number, value: number) {
    const what = direction === "forward" ? "pre-activation z" : "delta";
    super(
      `neuron ${neuron}: expected a finite ${what}; got ${String(value)} ` +
        `(${direction} pass, batch ${String(batch)}, sample ${String(sample)} of the batch)`,
    );
  }
}
