import { exp } from "./exp.ts";

/** 1 / (1 + e^−z). Where e^−z overflows, the quotient is 0, which is right. */
export function sigmoid(z: number): number {
  return 1 / (1 + exp(-z));
}

/** σ'(z), given a = σ(z). */
export function sigmoidSlope(a: number): number {
  return a * (1 - a);
}
