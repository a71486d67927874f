import { z } from "zod";
import { optimizerNames } from "../../math/optimizers.ts";
import { precisions } from "../../math/precision.ts";
import { bytesPerNumber } from "./little-endian.ts";

// A checkpoint file, all numbers with their lowest byte first:
//
//    0   8 bytes   magic: no text, and broken by whoever changes line ends
//    8   u32       version of the format
//   12   u32       bytes of the header
//   16   u64       bytes of the whole file
//   24   header    JSON, padded with spaces to a multiple of 8 bytes: whole numbers and texts
//        doubles   learning rate, β₁ᵗ, β₂ᵗ, sum of losses; then per epoch its loss, accuracy, validation loss and validation
//                  accuracy, NaN for what there is not
//        numbers   the parameters, then each slot of the optimizer, as doubles or singles
//   −32  SHA-256   of all before
//
// Every version of the format begins with the magic and the version and ends with the SHA-256, so that a program can tell a
// file that is newer than itself from a damaged one.

export const magic = Uint8Array.of(0x89, 0x43, 0x46, 0x43, 0x4b, 0x0d, 0x0a, 0x1a);
export const formatVersion = 1;
/** Bytes before the header. */
export const preambleBytes = 24;
export const digestBytes = 32;
export const mostHeaderBytes = 16_777_216;
/** No optimizer has more; the file of a network without parameters could tell of any number. */
const mostSlots = 16;
/** Doubles of the run, and of each of its epochs. */
export const runDoubles = 4;
export const epochDoubles = 4;

/** SHA-256, fed piece by piece; what computes it is for whoever knows the machine. */
export interface Digest {
  readonly update: (bytes: Uint8Array) => unknown;
  readonly digest: () => Uint8Array;
}

const count = z
  .number()
  .refine((value) => Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0))
  .describe("a whole number from 0 on");
const text = z.string().max(256).describe("a text of at most 256 characters");

export const headerSchema = z.strictObject({
  program: text,
  engine: text,
  precision: z.enum(precisions),
  optimizer: z.enum(optimizerNames),
  epoch: count,
  batch: count,
  samples: count,
  right: count,
  commits: count,
  batches: count,
  stepCommit: count,
  parameters: count,
  slots: count.refine((value) => value <= mostSlots).describe(`a whole number from 0 to ${mostSlots}`),
  run: z.array(z.tuple([text, text])).describe("a list of pairs of texts"),
});

/** What the header of a checkpoint says. The facts of the run are pairs: an object has no place for all names. */
export type Header = z.output<typeof headerSchema>;

/** Bytes of a whole file whose padded header has so many. */
export function fileBytes(header: Header, headerBytes: number): number {
  const doubles = runDoubles + epochDoubles * header.epoch;
  const numbers = header.parameters * (1 + header.slots);
  return preambleBytes + headerBytes + 8 * doubles + bytesPerNumber(header.precision) * numbers + digestBytes;
}
