import { constants, isUtf8 } from "node:buffer";
import { accessSync, constants as fileConstants, readFileSync, statSync, type Stats } from "node:fs";
import { gunzipSync } from "node:zlib";
import { InputError } from "../message/input-error.ts";

/** Most bytes of a file, and of what a compressed file holds: 1 GiB. */
const mostBytes = 1_073_741_824;

/**
 * The bytes of a file, decompressed if they begin as gzip does (1f 8b).
 * @throws InputError with the path as its source: missing, no permission, a directory, device or pipe, larger
 * than `limit` bytes before or after decompression, damaged gzip.
 */
export function readBytes(path: string, limit = mostBytes): Uint8Array {
  const stats = expectReadable(path);
  if (stats.size > limit) fail(path, `expected at most ${limit} bytes; got ${stats.size}`);
  const bytes = attempt(path, () => readFileSync(path));
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? decompress(path, bytes, limit) : bytes;
}

/**
 * Looks at a file before it is opened: opening a pipe would wait for a writer, and a device may have no end.
 * @throws InputError with the path as its source: missing, no permission, a directory, device or pipe
 */
export function expectReadable(path: string): Stats {
  const stats = attempt(path, () => {
    accessSync(path, fileConstants.R_OK);
    return statSync(path);
  });
  if (!stats.isFile()) fail(path, `expected a file; got ${kindOf(stats)}`);
  return stats;
}

/**
 * The text of a file in UTF-8, decompressed as by readBytes, without its byte order mark.
 * @throws InputError with the path as its source: as readBytes, and for bytes that are not UTF-8.
 */
export function readText(path: string, limit = mostBytes): string {
  const bytes = readBytes(path, limit);
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    fail(path, `expected at most ${constants.MAX_STRING_LENGTH} bytes of text; got ${bytes.length}`);
  }
  const [first, second] = bytes;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // A text begins with a character of ASCII, which has a zero byte in UTF-16 alone.
  if (hasMark || (bytes.length > 1 && (first === 0 || second === 0)))
    fail(path, "expected UTF-8; got UTF-16");
  if (!isUtf8(bytes)) {
    const at = firstInvalid(bytes);
    const byte = (bytes[at] ?? 0).toString(16).padStart(2, "0");
    fail(path, `expected UTF-8; got the byte ${byte} at offset ${at}`);
  }
  return new TextDecoder().decode(bytes);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a directory";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

function decompress(path: string, bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (codeOf(error) === "ERR_BUFFER_TOO_LARGE") {
      fail(path, `expected at most ${limit} bytes after decompression; got more`);
    }
    fail(path, `expected intact gzip; got ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Where the first character that is not UTF-8 begins. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead >= 0x80 && !isUtf8(bytes.subarray(at, at + length))) return at;
    at += length;
  }
  return at;
}

/** What the system's refusals mean. */
const refusals = new Map([
  ["ENOENT", "none of this name"],
  ["ENOTDIR", "a path through something that is no directory"],
  ["EACCES", "no permission to read it"],
  ["EPERM", "no permission to read it"],
  ["ENAMETOOLONG", "a name that is too long"],
  ["ELOOP", "a circle of symbolic links"],
  ["EMFILE", "too many open files"],
  ["ERR_INVALID_ARG_VALUE", "a name with a null character"],
]);

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason =
      refusals.get(codeOf(error) ?? "") ?? (error instanceof Error ? error.message : String(error));
    fail(path, `expected a file; got ${reason}`);
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function fail(path: string, message: string): never {
  throw new InputError([{ path: "", message }], path);
}
