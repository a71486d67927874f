/**
 * The optimizers' rules over a range of parameters: ../kernels.ts has their formulas, ../js-updates.ts the same without
 * SIMD. Each parameter has a lane of its own. All places are addresses, `bytes` is the length of the range, `scalars` the place
 * of the numbers that all parameters have in common, which ../scalars.ts numbers as they are numbered here.
 */
import { register, storePart } from "./register";

export function sgd(
  parameters: usize,
  gradients: usize,
  _first: usize,
  _second: usize,
  scalars: usize,
  bytes: i32,
): void {
  const rate = scalar(scalars, 0);
  const decay = scalar(scalars, 1);
  const isPenalized = hasPenalty(decay);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay, isPenalized);
    storePart(parameters + i, v128.sub<Real>(parameter, v128.mul<Real>(rate, gradient)), bytes - i);
  }
}

export function momentum(
  parameters: usize,
  gradients: usize,
  buffer: usize,
  _second: usize,
  scalars: usize,
  bytes: i32,
): void {
  const rate = scalar(scalars, 0);
  const decay = scalar(scalars, 1);
  const isPenalized = hasPenalty(decay);
  const kept = scalar(scalars, 2);
  const entering = scalar(scalars, 3);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay, isPenalized);
    const rolling = v128.add<Real>(
      v128.mul<Real>(kept, v128.load(buffer + i)),
      v128.mul<Real>(entering, gradient),
    );
    storePart(buffer + i, rolling, bytes - i);
    storePart(parameters + i, v128.sub<Real>(parameter, v128.mul<Real>(rate, rolling)), bytes - i);
  }
}

export function nesterov(
  parameters: usize,
  gradients: usize,
  buffer: usize,
  _second: usize,
  scalars: usize,
  bytes: i32,
): void {
  const rate = scalar(scalars, 0);
  const decay = scalar(scalars, 1);
  const isPenalized = hasPenalty(decay);
  const kept = scalar(scalars, 2);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay, isPenalized);
    const rolling = v128.add<Real>(v128.mul<Real>(kept, v128.load(buffer + i)), gradient);
    storePart(buffer + i, rolling, bytes - i);
    const ahead = v128.add<Real>(gradient, v128.mul<Real>(kept, rolling));
    storePart(parameters + i, v128.sub<Real>(parameter, v128.mul<Real>(rate, ahead)), bytes - i);
  }
}

export function rmsprop(
  parameters: usize,
  gradients: usize,
  squares: usize,
  _second: usize,
  scalars: usize,
  bytes: i32,
): void {
  const rate = scalar(scalars, 0);
  const decay = scalar(scalars, 1);
  const isPenalized = hasPenalty(decay);
  const epsilon = scalar(scalars, 6);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay, isPenalized);
    const square = meanSquare(v128.load(squares + i), gradient, scalars);
    storePart(squares + i, square, bytes - i);
    const root = v128.add<Real>(v128.sqrt<Real>(square), epsilon);
    const step = v128.div<Real>(v128.mul<Real>(rate, gradient), root);
    storePart(parameters + i, v128.sub<Real>(parameter, step), bytes - i);
  }
}

export function adam(
  parameters: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  scalars: usize,
  bytes: i32,
): void {
  const rate = scalar(scalars, 0);
  const decay = scalar(scalars, 1);
  const isPenalized = hasPenalty(decay);
  const kept = scalar(scalars, 2);
  const entering = scalar(scalars, 3);
  const epsilon = scalar(scalars, 6);
  const correction = scalar(scalars, 7);
  const shrink = scalar(scalars, 8);
  for (let i = 0; i < bytes; i += register) {
    const parameter = v128.load(parameters + i);
    const gradient = decayed(v128.load(gradients + i), parameter, decay, isPenalized);
    const mean = v128.add<Real>(
      v128.mul<Real>(kept, v128.load(means + i)),
      v128.mul<Real>(entering, gradient),
    );
    const square = meanSquare(v128.load(squares + i), gradient, scalars);
    storePart(means + i, mean, bytes - i);
    storePart(squares + i, square, bytes - i);
    const root = v128.add<Real>(v128.div<Real>(v128.sqrt<Real>(square), correction), epsilon);
    const step = v128.div<Real>(v128.mul<Real>(rate, mean), root);
    storePart(parameters + i, v128.sub<Real>(v128.mul<Real>(parameter, shrink), step), bytes - i);
  }
}

/** In all lanes. */
function scalar(scalars: usize, place: i32): v128 {
  return v128.load_splat<Real>(scalars + place * sizeof<Real>());
}

/** To be asked once, not at each register. */
function hasPenalty(decay: v128): bool {
  return v128.any_true(v128.ne<Real>(decay, i32x4.splat(0)));
}

/** The gradient with the penalty's term; untouched, to the bit, where there is none. */
function decayed(gradient: v128, parameter: v128, decay: v128, isPenalized: bool): v128 {
  return isPenalized ? v128.add<Real>(gradient, v128.mul<Real>(decay, parameter)) : gradient;
}

/** keptOfSquares · square + (enteringOfSquares · gradient) · gradient */
function meanSquare(square: v128, gradient: v128, scalars: usize): v128 {
  const added = v128.mul<Real>(v128.mul<Real>(scalar(scalars, 5), gradient), gradient);
  return v128.add<Real>(v128.mul<Real>(scalar(scalars, 4), square), added);
}
