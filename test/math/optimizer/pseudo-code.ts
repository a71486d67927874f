import type { OptimizerName } from "../../../src/math/optimizer.ts";

/* eslint-disable no-restricted-syntax --
   the powers are what this is for: the rules themselves keep running products */

export interface Settings {
  readonly momentum: number;
  readonly dampening: number;
  readonly alpha: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/**
 * One parameter's course, line by line after the pseudo-code of torch.optim's pages of SGD, RMSprop, Adam and AdamW
 * (https://docs.pytorch.org/docs/stable/optim.html), with powers and all its history kept.
 */
export function pseudoCode(
  name: OptimizerName,
  s: Settings,
  learningRate: number,
  parameter: number,
  gradients: readonly number[],
): number[] {
  const course: number[] = [];
  let theta = parameter;
  const gamma = learningRate;
  let [b, m, v] = [0, 0, 0];
  for (const [index, gradient] of gradients.entries()) {
    const t = index + 1;
    let g = gradient;
    if (name === "adamw") theta = theta - gamma * s.weightDecay * theta;
    else g = g + s.weightDecay * theta;
    if (name === "sgd") theta = theta - gamma * g;
    if (name === "momentum") {
      b = t > 1 ? s.momentum * b + (1 - s.dampening) * g : g;
      theta = theta - gamma * b;
    }
    if (name === "nesterov") {
      b = t > 1 ? s.momentum * b + g : g;
      theta = theta - gamma * (g + s.momentum * b);
    }
    if (name === "rmsprop") {
      v = s.alpha * v + (1 - s.alpha) * g ** 2;
      theta = theta - (gamma * g) / (Math.sqrt(v) + s.epsilon);
    }
    if (name === "adam" || name === "adamw") {
      m = s.beta1 * m + (1 - s.beta1) * g;
      v = s.beta2 * v + (1 - s.beta2) * g ** 2;
      const correctedMean = m / (1 - s.beta1 ** t);
      const correctedSquare = v / (1 - s.beta2 ** t);
      theta = theta - (gamma * correctedMean) / (Math.sqrt(correctedSquare) + s.epsilon);
    }
    course.push(theta);
  }
  return course;
}
