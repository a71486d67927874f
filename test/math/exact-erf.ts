// erf and erfc from nothing but whole numbers, and how far a double lies from what they give.

/* eslint-disable no-restricted-syntax -- these are powers of two, which are exact */

/** A real number as numerator / 2^bits. */
interface FixedPoint {
  readonly numerator: bigint;
  readonly bits: bigint;
}

/**
 * erf(x) = 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n+1)) (Abramowitz and Stegun 7.1.5) in fixed point. Terms grow to about
 * e^(x²) before they shrink, and erfc(x) is about e^(−x²): 2x² bits and 200 more hold both.
 */
export function exactErf(x: number): FixedPoint {
  const bits = BigInt(Math.ceil(2 * x * x)) + 200n;
  const one = 1n << bits;
  const argument = fixedPointOf(x, bits);
  const square = (argument * argument) >> bits;
  let sum = 0n;
  let term = argument;
  for (let n = 0n; term !== 0n; n++) {
    sum += (n % 2n === 0n ? term : -term) / (2n * n + 1n);
    term = ((term * square) >> bits) / (n + 1n);
    // A shift rounds down, and would hold a negative term at −1 for ever.
    if (term === -1n) term = 0n;
  }
  return { numerator: (2n * sum * one) / squareRoot(pi(bits) << bits), bits };
}

export function exactErfc(x: number): FixedPoint {
  const { numerator, bits } = exactErf(x);
  return { numerator: (1n << bits) - numerator, bits };
}

/** |value − exact| in units of the last place of `value`. */
export function errorInUlps(value: number, exact: FixedPoint): number {
  const difference = fixedPointOf(value, exact.bits) - exact.numerator;
  const exponent = Math.floor(Math.log2(Math.abs(value))) - 52;
  const thousandths = (difference * 1000n) / (1n << (exact.bits + BigInt(exponent)));
  return Math.abs(Number(thousandths)) / 1000;
}

/** A double's numerator over 2^bits; exact where it has no bit below that. */
function fixedPointOf(value: number, bits: bigint): bigint {
  const exponent = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) - 52;
  const halves = Math.trunc(exponent / 2);
  // Two steps, as 2^−exponent alone may overflow.
  const mantissa = BigInt(value * 2 ** -halves * 2 ** -(exponent - halves));
  const shift = bits + BigInt(exponent);
  return shift >= 0n ? mantissa << shift : mantissa >> -shift;
}

/** Machin 1706: π = 16 arctan(1/5) − 4 arctan(1/239). */
function pi(bits: bigint): bigint {
  return 16n * arctanOfInverse(5n, bits) - 4n * arctanOfInverse(239n, bits);
}

function arctanOfInverse(n: bigint, bits: bigint): bigint {
  let power = (1n << bits) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += (k % 4n === 1n ? power : -power) / k;
    power /= n * n;
  }
  return sum;
}

/** ⌊√n⌋ by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2) + 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
