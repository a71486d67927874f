/** x − x: 0 for every finite x, and NaN for all else, as is each sum with NaN. */
export function strangeness(numbers: v128): v128 {
  return v128.sub<Real>(numbers, numbers);
}

/** Of a sum of strangenesses: whether all those numbers are finite. */
export function noneIsStrange(sum: v128): bool {
  return !v128.any_true(v128.ne<Real>(sum, sum));
}

/** −1, or which of the numbers is the first that is not finite. */
export function firstNotFinite(at: usize, bytes: i32): i32 {
  for (let s = 0; s < bytes; s += sizeof<Real>()) {
    if (load<Real>(at + s) - load<Real>(at + s) != <Real>0) return s / sizeof<Real>();
  }
  return -1;
}
