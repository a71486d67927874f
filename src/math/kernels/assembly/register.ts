/** Bytes of a vector register: the numbers of two samples, or of four. */
export const register: i32 = 16;

/** All bits set in the first `bytes` bytes, none in the others. */
export function firstBytes(bytes: i32): v128 {
  return i32x4.lt_s(i32x4(0, 4, 8, 12), i32x4.splat(bytes));
}

/** Stores the first `bytes` bytes of a register, all of it if they are 16 or more. */
export function storePart(at: usize, values: v128, bytes: i32): void {
  if (bytes >= register) v128.store(at, values);
  else if (sizeof<Real>() == 8 || bytes == 8) v128.store_lane<f64>(at, values, 0);
  else if (bytes == 4) v128.store_lane<f32>(at, values, 0);
  else {
    v128.store_lane<f64>(at, values, 0);
    v128.store_lane<f32>(at, values, 2, 8);
  }
}
