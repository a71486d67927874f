import type { Numbers } from "./precision.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- both are equally long */

/**
 * The angle between two vectors of the same length, in degrees from 0 to 180, exact where they are (almost) parallel:
 * 2·atan2(‖u − v‖, ‖u + v‖) of the unit vectors u and v (Kahan, How Futile are Mindless Assessments of Roundoff, 2006, section 12).
 * undefined where one of them is 0 and so has no direction.
 * @throws RangeError if their lengths differ
 */
export function angle(a: Numbers, b: Numbers): number | undefined {
  if (a.length !== b.length) {
    throw new RangeError(`angle: expected vectors of one length; got ${a.length} and ${b.length} numbers`);
  }
  const [one, other] = [sizeOf(a), sizeOf(b)];
  if (one.largest === 0 || other.largest === 0) return undefined;
  let [difference, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const [u, v] = [a[i]! / one.largest / one.length, b[i]! / other.largest / other.length];
    difference += (u - v) * (u - v);
    sum += (u + v) * (u + v);
  }
  return (360 / Math.PI) * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
}

/** The largest number of a vector, and its Euclidean length in that unit, so that no square overflows or vanishes. */
function sizeOf(numbers: Numbers): { readonly largest: number; readonly length: number } {
  let largest = 0;
  for (const x of numbers) largest = Math.max(largest, Math.abs(x));
  let squares = 0;
  for (const x of numbers) squares += (x / largest) * (x / largest);
  return { largest, length: Math.sqrt(squares) };
}
