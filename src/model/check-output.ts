import { loss } from "../math/losses.ts";
import type { ActivationName } from "../math/activation-function.ts";
import type { LossName } from "../math/loss.ts";
import { describeValue, type ProblemList } from "./problem-list.ts";

/** An output neuron must have the activation function that the loss goes with. */
export function checkOutputActivation(
  lossName: LossName,
  activation: ActivationName | undefined,
  path: string,
  problems: ProblemList,
): void {
  const wanted = loss(lossName).outputs;
  if (wanted === undefined || activation === undefined || activation === wanted) return;
  const reason = `as the loss is ${describeValue(lossName)}`;
  problems.add(path, `expected ${wanted} at an output, ${reason}; got ${describeValue(activation)}`);
}

/** The softmax of one number is always 1: there is nothing to learn. */
export function checkOutputCount(
  lossName: LossName,
  count: number,
  path: string,
  problems: ProblemList,
): void {
  if (lossName !== "softmax-cross-entropy" || count !== 1) return;
  problems.add(path, `expected at least 2 outputs, as the loss is ${describeValue(lossName)}; got 1`);
}
