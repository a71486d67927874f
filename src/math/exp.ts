// e^x with the same bits in every engine and in both kinds of kernels: Math.exp is left to the engine. The algorithm is
// that of fdlibm's e_exp.c (Sun Microsystems 1993, https://www.netlib.org/fdlibm/e_exp.c), as V8 has it, whose e¹ is e itself;
// kernels/assembly/exp.ts does the same.
//
//   x = k·ln 2 + r, |r| ≤ ½ ln 2        e^x = 2^k · e^r        e^r = 1 + (r + r·c/(2 − c)), c = r − a polynomial in r²

/* eslint-disable @typescript-eslint/no-non-null-assertion -- |k| is at most 1021, and half of it at most 538 */

const largest = 709.782712893384;
const smallest = -745.1332191019411;
/** Just above ½ ln 2: the smallest number with the upper half 3FD62E43. Below it k is 0. */
const halfLn2 = 0.3465735912322998;
/** 2⁻²⁸. Below it 1 + x is e^x to the last bit. */
const tiny = 3.725290298461914e-9;
/** ln 2 in two parts; the last bits of the first are 0, so that its product with k is exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const oneOverLn2 = 1.4426950408889634;
const p1 = 0.16666666666666602;
const p2 = -0.0027777777777015593;
const p3 = 0.00006613756321437934;
const p4 = -0.0000016533902205465252;
const p5 = 4.1381367970572385e-8;

/** 2^k at place k + 1022, for k from −1022 to 1023. Products and halves of powers of two are exact. */
const powers = new Float64Array(2046);
let power = 1;
for (let place = 1022; place < powers.length; place++, power *= 2) powers[place] = power;
power = 1;
for (let place = 1022; place >= 0; place--, power /= 2) powers[place] = power;

/** e^x, within one unit in the last place; 0 or Infinity where it is too small or too large for a number. */
export function exp(x: number): number {
  const size = Math.abs(x);
  if (!(size < 708)) return exponentialOfExtreme(x);
  if (size < tiny) return 1 + x;
  if (x === 1) return Math.E;
  const k = size < halfLn2 ? 0 : (oneOverLn2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
  return reduced(x, k) * powers[1022 + k]!;
}

/** e^(x − k·ln 2) */
function reduced(x: number, k: number): number {
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c = r - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))));
  return 1 - (low - (r * c) / (2 - c) - high);
}

/** 2^k may be no number here, and the result may have few bits: two factors, of which the first changes none. */
function exponentialOfExtreme(x: number): number {
  if (x > largest) return Infinity;
  if (x < smallest) return 0;
  if (Number.isNaN(x)) return x;
  const k = (oneOverLn2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
  const half = k >> 1;
  return reduced(x, k) * powers[1022 + half]! * powers[1022 + k - half]!;
}
