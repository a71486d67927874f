import { type Numbers, newNumbers, type Precision } from "../../math/precision.ts";

/** How a machine lays out the bytes of its numbers. */
export type ByteOrder = "little" | "big";

/** That of the machine at hand. */
export const machineOrder: ByteOrder = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/** The bytes of numbers, the lowest byte of each first; the memory of `numbers` itself where the machine has it so. */
export function bytesOf(numbers: Numbers, order = machineOrder): Uint8Array {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return order === "little" ? bytes : turned(bytes, numbers.BYTES_PER_ELEMENT);
}

/** The numbers that `bytes` say, as a copy. Every bit is kept: signs of zeros, denormal numbers, what a NaN carries. */
export function numbersOf(bytes: Uint8Array, precision: Precision, order = machineOrder): Numbers {
  const width = bytesPerNumber(precision);
  const numbers = newNumbers(precision, bytes.length / width);
  const own = new Uint8Array(numbers.buffer);
  own.set(order === "little" ? bytes : turned(bytes, width));
  return numbers;
}

export function bytesPerNumber(precision: Precision): number {
  return precision === "f64" ? 8 : 4;
}

/** A copy in which the bytes of each number stand the other way round. */
function turned(bytes: Uint8Array, width: number): Uint8Array {
  const copy = bytes.slice();
  for (let at = 0; at < copy.length; at += width) copy.subarray(at, at + width).reverse();
  return copy;
}
