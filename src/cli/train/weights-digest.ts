import { createHash } from "node:crypto";
import { endianness } from "node:os";

/**
 * SHA-256, in hexadecimal, of all weights and biases: `parameters` of a network in their order (neuron by neuron in
 * the order of the network file, its weights in synapse order, then its bias) as IEEE doubles of 8 bytes, the lowest
 * byte first. Two networks have the same digest if, and only if, they have the same bits.
 */
export function weightsDigest(parameters: Float64Array): string {
  const bytes = Buffer.from(parameters.buffer, parameters.byteOffset, parameters.byteLength);
  const littleEndian = endianness() === "LE" ? bytes : Buffer.from(bytes).swap64();
  return createHash("sha256").update(littleEndian).digest("hex");
}
