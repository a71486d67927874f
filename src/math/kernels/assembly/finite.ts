import { firstBytes } from "./register";

/** Whether the numbers in the first `bytes` bytes are finite: x − x is 0 for every finite x, and NaN for all else. */
export function areFinite(numbers: v128, bytes: i32): bool {
  const strange = v128.ne<Real>(v128.sub<Real>(numbers, numbers), i32x4.splat(0));
  return !v128.any_true(v128.and(strange, firstBytes(bytes)));
}

/** Which of the numbers from `at` on is the first that is not finite, as one is known to be there. */
export function firstNotFinite(at: usize): i32 {
  let s = 0;
  while (load<Real>(at + s) - load<Real>(at + s) == <Real>0) s += sizeof<Real>();
  return s / sizeof<Real>();
}
