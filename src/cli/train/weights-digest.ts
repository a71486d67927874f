import { createHash } from "node:crypto";
import { endianness } from "node:os";
import type { Numbers } from "../../math/precision.ts";

/**
 * SHA-256, in hexadecimal, of all weights and biases: `parameters` of a network in their order (neuron by neuron in
 * the order of the network file, its weights in synapse order, then its bias) as IEEE doubles of 8 bytes, the lowest
 * byte first. Two networks have the same digest if, and only if, they have the same bits.
 */
export function weightsDigest(parameters: Numbers): string {
  const doubles = Float64Array.from(parameters);
  const bytes = Buffer.from(doubles.buffer);
  const littleEndian = endianness() === "LE" ? bytes : Buffer.from(bytes).swap64();
  return createHash("sha256").update(littleEndian).digest("hex");
}
