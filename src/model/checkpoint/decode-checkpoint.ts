import { InputError } from "../../message/input-error.ts";
import { problemList } from "../problem-list.ts";
import { readObject } from "../read-object.ts";
import type { Checkpoint, EpochResult, Judgement } from "./checkpoint.ts";
import {
  type Digest,
  digestBytes,
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
import { bytesPerNumber, numbersOf } from "./little-endian.ts";

/** A checkpoint that is whole, but of a format that this program is too old for: nothing older may stand in for it. */
export class NewerFormatError extends InputError {}

/**
 * The checkpoint that `bytes` are: all of it, seen to be whole, or none.
 * @param digest a SHA-256 that nothing has been fed to
 * @throws InputError that names the first check which failed; NewerFormatError
 */
export function decodeCheckpoint(bytes: Uint8Array, digest: Digest): Checkpoint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < preambleBytes + digestBytes) {
    fail("length", `expected at least ${preambleBytes + digestBytes} bytes; got ${bytes.length}`);
  }
  if (!same(magic, bytes.subarray(0, magic.length))) {
    fail("magic", "expected a checkpoint of counterflow; got another file");
  }
  const whole = isWhole(bytes, digest);
  expectVersion(view.getUint32(8, true), whole);
  const length = view.getBigUint64(16, true);
  if (length !== BigInt(bytes.length)) fail("length", `expected ${length} bytes; got ${bytes.length}`);
  if (!whole) fail("checksum", "expected the SHA-256 at the end of the file; got another one of its bytes");
  const headerBytes = view.getUint32(12, true);
  const header = readHeader(bytes, headerBytes);
  if (fileBytes(header, headerBytes) !== bytes.length) {
    const expected = fileBytes(header, headerBytes);
    fail(
      "length",
      `expected ${expected} bytes for the numbers that the header tells of; got ${bytes.length}`,
    );
  }
  return checkpointOf(header, bytes.subarray(preambleBytes + headerBytes, bytes.length - digestBytes));
}

function isWhole(bytes: Uint8Array, digest: Digest): boolean {
  const end = bytes.length - digestBytes;
  digest.update(bytes.subarray(0, end));
  return same(digest.digest(), bytes.subarray(end));
}

function expectVersion(version: number, whole: boolean): void {
  if (version === formatVersion) return;
  const message = `expected version ${formatVersion} of the format; got ${version}`;
  if (!whole) fail("version", `${message}, in a file that is damaged`);
  throw new NewerFormatError([{ path: "version", message: `${message}, written by another version` }]);
}

/** Limits are looked at before anything of their size is made. */
function readHeader(bytes: Uint8Array, headerBytes: number): Header {
  const most = Math.min(mostHeaderBytes, bytes.length - preambleBytes - digestBytes);
  if (headerBytes > most) fail("header", `expected at most ${most} bytes; got ${headerBytes}`);
  const text = new TextDecoder().decode(bytes.subarray(preambleBytes, preambleBytes + headerBytes));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    fail("header", "expected JSON; got another text");
  }
  const problems = problemList();
  const header = readObject(headerSchema, value, "header", problems);
  if (problems.all.length > 0) throw new InputError(problems.all);
  return header as Header;
}

/** @param body all numbers, exactly as many bytes as the header tells of */
function checkpointOf(header: Header, body: Uint8Array): Checkpoint {
  const { precision, optimizer, epoch, batch, samples, right, commits, batches, parameters } = header;
  let at = 0;
  const take = (bytes: number): Uint8Array => body.subarray(at, (at += bytes));
  const doubles = numbersOf(take(8 * (runDoubles + epochDoubles * epoch)), "f64");
  const block = (): ReturnType<typeof numbersOf> =>
    numbersOf(take(bytesPerNumber(precision) * parameters), precision);
  const [learningRate = NaN, beta1 = NaN, beta2 = NaN, loss = NaN] = doubles;
  return {
    writer: { program: header.program, engine: header.engine },
    run: new Map(header.run),
    state: {
      ...{ precision, optimizer, commits, batches },
      position: { epoch, batch, sums: { samples, loss, right } },
      step: { commit: header.stepCommit, learningRate, beta1, beta2 },
      parameters: block(),
      slots: Array.from({ length: header.slots }, block),
    },
    epochs: Array.from({ length: epoch }, (_, i) => epochResult(doubles, runDoubles + epochDoubles * i)),
  };
}

function epochResult(doubles: ArrayLike<number>, at: number): EpochResult {
  const held = judgement(doubles, at + 2);
  return { ...judgement(doubles, at), validation: Number.isNaN(held.loss) ? undefined : held };
}

function judgement(doubles: ArrayLike<number>, at: number): Judgement {
  const [loss = NaN, accuracy = NaN] = [doubles[at], doubles[at + 1]];
  return { loss, accuracy: Number.isNaN(accuracy) ? undefined : accuracy };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function fail(path: string, message: string): never {
  throw new InputError([{ path, message }]);
}
