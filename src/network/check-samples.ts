import type { Samples } from "../data/samples.ts";
import { InputError, type Problem } from "../message/input-error.ts";
import type { Model } from "../model/model.ts";

/**
 * Samples must have a number for every input and a target for every output, which the loss can take.
 * `targets` says whether they are needed: to predict, inputs alone will do.
 * @throws InputError that names the first sample that does not fit
 */
export function checkSamples(model: Model, samples: Samples, targets: "required" | "optional"): void {
  const problems: Problem[] = [];
  const expectWidth = (path: string, needed: number, got: number, per: string): void => {
    if (needed === got) return;
    const message = `expected ${numbers(needed)} a sample, one per ${per} of the network; got ${String(got)}`;
    problems.push({ path, message });
  };
  expectWidth("inputs", model.inputs.length, samples.inputWidth, "input");
  if (targets === "required" || samples.targetWidth > 0) {
    expectWidth("targets", model.outputs.length, samples.targetWidth, "output");
  }
  const bad = model.loss === "binary-cross-entropy" ? samples.targets.findIndex((t) => t < 0 || t > 1) : -1;
  if (bad >= 0) {
    const path = `targets[${String(Math.floor(bad / samples.targetWidth))}][${String(bad % samples.targetWidth)}]`;
    const got = String(samples.targets[bad]);
    problems.push({
      path,
      message: `expected a number from 0 to 1, as binary-cross-entropy needs; got ${got}`,
    });
  }
  if (problems.length > 0) throw new InputError(problems);
}

function numbers(count: number): string {
  return count === 1 ? "1 number" : `${String(count)} numbers`;
}
