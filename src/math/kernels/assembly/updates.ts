/**
 * The optimizers' rules over a range of parameters: ../kernels.ts has their formulas, ../js-updates.ts the same without
 * SIMD. Each parameter has a lane of its own. All places are addresses; `bytes` is the length of the range.
 */
import { register, storePart } from "./register";

export function sgd(parameters: usize, gradients: usize, bytes: i32, rate: Real, decay: Real): void {
  const rates = v128.splat<Real>(rate);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay);
    storePart(parameters + i, v128.sub<Real>(parameter, v128.mul<Real>(rates, gradient)), bytes - i);
  }
}

export function momentum(
  parameters: usize,
  gradients: usize,
  buffer: usize,
  bytes: i32,
  rate: Real,
  kept: Real,
  entering: Real,
  decay: Real,
): void {
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay);
    const rolling = v128.add<Real>(
      v128.mul<Real>(v128.splat<Real>(kept), v128.load(buffer + i)),
      v128.mul<Real>(v128.splat<Real>(entering), gradient),
    );
    storePart(buffer + i, rolling, bytes - i);
    const step = v128.mul<Real>(v128.splat<Real>(rate), rolling);
    storePart(parameters + i, v128.sub<Real>(parameter, step), bytes - i);
  }
}

export function nesterov(
  parameters: usize,
  gradients: usize,
  buffer: usize,
  bytes: i32,
  rate: Real,
  kept: Real,
  decay: Real,
): void {
  const share = v128.splat<Real>(kept);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay);
    const rolling = v128.add<Real>(v128.mul<Real>(share, v128.load(buffer + i)), gradient);
    storePart(buffer + i, rolling, bytes - i);
    const ahead = v128.add<Real>(gradient, v128.mul<Real>(share, rolling));
    const step = v128.mul<Real>(v128.splat<Real>(rate), ahead);
    storePart(parameters + i, v128.sub<Real>(parameter, step), bytes - i);
  }
}

export function rmsprop(
  parameters: usize,
  gradients: usize,
  squares: usize,
  bytes: i32,
  rate: Real,
  kept: Real,
  entering: Real,
  epsilon: Real,
  decay: Real,
): void {
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay);
    const square = meanSquare(v128.load(squares + i), gradient, kept, entering);
    storePart(squares + i, square, bytes - i);
    const root = v128.add<Real>(v128.sqrt<Real>(square), v128.splat<Real>(epsilon));
    const step = v128.div<Real>(v128.mul<Real>(v128.splat<Real>(rate), gradient), root);
    storePart(parameters + i, v128.sub<Real>(parameter, step), bytes - i);
  }
}

export function adam(
  parameters: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  bytes: i32,
  rate: Real,
  correction: Real,
  shrink: Real,
  kept1: Real,
  entering1: Real,
  kept2: Real,
  entering2: Real,
  epsilon: Real,
  decay: Real,
): void {
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay);
    const mean = v128.add<Real>(
      v128.mul<Real>(v128.splat<Real>(kept1), v128.load(means + i)),
      v128.mul<Real>(v128.splat<Real>(entering1), gradient),
    );
    const square = meanSquare(v128.load(squares + i), gradient, kept2, entering2);
    storePart(means + i, mean, bytes - i);
    storePart(squares + i, square, bytes - i);
    const root = v128.add<Real>(
      v128.div<Real>(v128.sqrt<Real>(square), v128.splat<Real>(correction)),
      v128.splat<Real>(epsilon),
    );
    const step = v128.div<Real>(v128.mul<Real>(v128.splat<Real>(rate), mean), root);
    const shrunk = v128.mul<Real>(parameter, v128.splat<Real>(shrink));
    storePart(parameters + i, v128.sub<Real>(shrunk, step), bytes - i);
  }
}

/** The gradient with the penalty's term; untouched, to the bit, where there is none. */
function decayed(gradient: v128, parameter: v128, decay: Real): v128 {
  return decay == <Real>0
    ? gradient
    : v128.add<Real>(gradient, v128.mul<Real>(v128.splat<Real>(decay), parameter));
}

/** kept · square + (entering · gradient) · gradient */
function meanSquare(square: v128, gradient: v128, kept: Real, entering: Real): v128 {
  const added = v128.mul<Real>(v128.mul<Real>(v128.splat<Real>(entering), gradient), gradient);
  return v128.add<Real>(v128.mul<Real>(v128.splat<Real>(kept), square), added);
}
