import type { Checkpoint, EpochResult, TrainingState } from "./checkpoint.ts";
import {
  type Digest,
  epochDoubles,
  fileBytes,
  formatVersion,
  type Header,
  headerSchema,
  magic,
  mostHeaderBytes,
  preambleBytes,
  runDoubles,
} from "./layout.ts";
import { bytesOf } from "./little-endian.ts";

/**
 * The bytes of a checkpoint, piece by piece; pieces may be the memory of its numbers itself, to be used up before these change.
 * @param digest a SHA-256 that nothing has been fed to
 * @throws RangeError for a header that could not be read back, and where there are more or fewer epochs than are over
 */
export function* encodeCheckpoint(
  checkpoint: Checkpoint,
  digest: Digest,
): Generator<Uint8Array, void, undefined> {
  const { state, epochs } = checkpoint;
  if (epochs.length !== state.position.epoch) {
    throw new RangeError(`epochs: expected ${state.position.epoch} that are over; got ${epochs.length}`);
  }
  const blocks = [doublesOf(state, epochs), state.parameters, ...state.slots];
  for (const piece of [beginningOf(headerOf(checkpoint)), ...blocks.map((numbers) => bytesOf(numbers))]) {
    digest.update(piece);
    yield piece;
  }
  yield digest.digest();
}

function headerOf({ writer, run, state }: Checkpoint): Header {
  const { precision, optimizer, position, commits, batches, step, parameters, slots } = state;
  const { epoch, batch, sums } = position;
  return {
    ...{ program: writer.program, engine: writer.engine, precision, optimizer },
    ...{ epoch, batch, samples: sums.samples, right: sums.right, commits, batches },
    ...{ stepCommit: step.commit, parameters: parameters.length, slots: slots.length },
    run: [...run],
  };
}

/** All that stands before the numbers. What could not be read back is not written. */
function beginningOf(header: Header): Uint8Array {
  const { error } = headerSchema.safeParse(header);
  if (error)
    throw new RangeError(`checkpoint: expected a header that can be read back; got ${error.message}`);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  if (headerBytes > mostHeaderBytes) {
    throw new RangeError(
      `checkpoint: expected a header of at most ${mostHeaderBytes} bytes; got ${headerBytes}`,
    );
  }
  const bytes = new Uint8Array(preambleBytes + headerBytes).fill(0x20);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(8, formatVersion, true);
  view.setUint32(12, headerBytes, true);
  view.setBigUint64(16, BigInt(fileBytes(header, headerBytes)), true);
  bytes.set(json, preambleBytes);
  return bytes;
}

function doublesOf({ step, position }: TrainingState, epochs: readonly EpochResult[]): Float64Array {
  const doubles = new Float64Array(runDoubles + epochDoubles * epochs.length);
  doubles.set([step.learningRate, step.beta1, step.beta2, position.sums.loss]);
  epochs.forEach(({ loss, accuracy = NaN, validation }, i) => {
    const held = [validation?.loss ?? NaN, validation?.accuracy ?? NaN];
    doubles.set([loss, accuracy, ...held], runDoubles + epochDoubles * i);
  });
  return doubles;
}
