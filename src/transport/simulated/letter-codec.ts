import type { Letter } from "./letter.ts";

const kinds: readonly Letter["kind"][] = [
  "data",
  "prepare",
  "prepared",
  "lost",
  "commit",
  "committed",
  "restarted",
];
const header = 9;

/** A letter and the numbers that it carries, as they travel: a header, then one double a sample; little-endian. */
export function encode(letter: Letter, values: readonly number[]): Uint8Array {
  const { kind, from, to, attempt, version, prepared, direction, edge, microBatch } = letter;
  const fields = [kinds.indexOf(kind), from, to, attempt, version, prepared, direction === "forward" ? 0 : 1, edge, microBatch]; // prettier-ignore
  const bytes = new Uint8Array(4 * header + 8 * values.length);
  const view = new DataView(bytes.buffer);
  fields.forEach((field, i) => view.setInt32(4 * i, field, true));
  values.forEach((value, i) => view.setFloat64(4 * header + 8 * i, value, true));
  return bytes;
}

/** The letter and numbers that bytes stand for; undefined where they stand for none. */
export function decode(bytes: Uint8Array): { letter: Letter; values: number[] } | undefined {
  if (bytes.length < 4 * header || (bytes.length - 4 * header) % 8 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const field = (i: number): number => view.getInt32(4 * i, true);
  const kind = kinds[field(0)];
  const direction = (["forward", "backward"] as const)[field(6)];
  if (kind === undefined || direction === undefined) return undefined;
  const [from, to, attempt, version, prepared] = [field(1), field(2), field(3), field(4), field(5)];
  const letter = {
    kind,
    from,
    to,
    attempt,
    version,
    prepared,
    direction,
    edge: field(7),
    microBatch: field(8),
  };
  const count = (bytes.length - 4 * header) / 8;
  return {
    letter,
    values: Array.from({ length: count }, (_, i) => view.getFloat64(4 * header + 8 * i, true)),
  };
}

/** FNV-1a, 32 bits: every step is one-to-one, so no change within one byte goes unseen. */
export function checksum(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
