import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/message/input-error.ts";
import type { Checkpoint } from "../../../src/model/checkpoint/checkpoint.ts";
import { NewerFormatError } from "../../../src/model/checkpoint/decode-checkpoint.ts";
import { decoded, encoded, exampleCheckpoint, forged } from "./example-checkpoint.ts";

const sentenceOf = (bytes: Uint8Array): string => {
  try {
    decoded(bytes);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "no error";
};

/** Replaces the header of a file by another JSON text, padded as it must be; the length follows. */
function withHeader(bytes: Uint8Array, change: (header: Record<string, unknown>) => unknown): Buffer {
  return forged(bytes, (body) => {
    const length = body.readUInt32LE(12);
    const header = JSON.parse(body.toString("utf8", 24, 24 + length)) as Record<string, unknown>;
    const changed = change(header);
    const text = typeof changed === "string" ? changed : JSON.stringify(changed);
    const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
    const whole = Buffer.concat([body.subarray(0, 24), padded, body.subarray(24 + length)]);
    whole.writeUInt32LE(padded.length, 12);
    whole.writeBigUInt64LE(BigInt(whole.length + 32), 16);
    return whole;
  });
}

/** 4 KiB: what a small network's file has. */
const small = exampleCheckpoint(144);
const file = encoded(small);

describe("a checkpoint", () => {
  it.each([
    ["doubles", exampleCheckpoint(17)],
    ["singles", exampleCheckpoint(17, "f32")],
    ["nothing to learn", exampleCheckpoint(0)],
  ])("is read back with every bit as it was written: %s", (_, checkpoint) => {
    // Jest's equality knows −0 from 0, and a double from a single.
    expect(decoded(encoded(checkpoint))).toStrictEqual(checkpoint);
    expect(encoded(decoded(encoded(checkpoint)))).toEqual(encoded(checkpoint));
  });

  it("keeps what a NaN carries", () => {
    const checkpoint = exampleCheckpoint(3);
    new Uint32Array(checkpoint.state.parameters.buffer).set([7, 0x7ff80123], 2);
    const { parameters } = decoded(encoded(checkpoint)).state;
    expect([...new Uint32Array(parameters.buffer)].slice(2, 4)).toEqual([7, 0x7ff80123]);
  });

  it("keeps all bits of any numbers, and any facts", () => {
    const bits = fc.uint8Array({ minLength: 64, maxLength: 64 });
    const facts = fc.array(fc.tuple(fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 })));
    fc.assert(
      fc.property(bits, bits, facts, fc.constantFrom("f64", "f32"), (parameters, slot, run, precision) => {
        const numbers = ({ buffer }: Uint8Array) =>
          precision === "f64" ? new Float64Array(buffer) : new Float32Array(buffer);
        const checkpoint = exampleCheckpoint(0);
        const state = {
          ...checkpoint.state,
          precision,
          parameters: numbers(parameters),
          slots: [numbers(slot)],
        };
        const read = decoded(encoded({ ...checkpoint, state, run: new Map(run) }));
        const bytes = [read.state.parameters, ...read.state.slots].map(
          ({ buffer }) => new Uint8Array(buffer),
        );
        expect(bytes).toEqual([parameters, slot]);
        expect(read.run).toEqual(new Map(run));
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it("has its places where the format says, the lowest byte of each number first", () => {
    expect([...file.subarray(0, 8)]).toEqual([0x89, 0x43, 0x46, 0x43, 0x4b, 13, 10, 26]);
    const header = file.readUInt32LE(12);
    expect([file.readUInt32LE(8), header % 8, file.readBigUInt64LE(16)]).toEqual([1, 0, BigInt(file.length)]);
    const numbers = (at: number, count: number): number[] =>
      Array.from({ length: count }, (_, i) => file.readDoubleLE(24 + header + 8 * (at + i)));
    expect(numbers(0, 4)).toEqual([5e-324, 0.1 + 0.2, 1, -0]);
    expect(numbers(4, 8)).toEqual([0.1, 0.5, -0, NaN, 1e-310, NaN, NaN, NaN]);
    expect(numbers(12, 3 * 144)).toEqual(
      [small.state.parameters, ...small.state.slots].flatMap((x) => [...x]),
    );
    const end = file.length - 32;
    expect(end).toBe(24 + header + 8 * (12 + 3 * 144));
    expect(file.subarray(end)).toEqual(createHash("sha256").update(file.subarray(0, end)).digest());
  });

  it("is not written if it could not be read back", () => {
    const run = new Map([["network", "x".repeat(257)]]);
    expect(() => encoded({ ...small, run })).toThrow(
      "checkpoint: expected a header that can be read back; got",
    );
  });

  it("is not written with more or fewer epochs than are over", () => {
    const checkpoint: Checkpoint = { ...small, epochs: small.epochs.slice(1) };
    expect(() => encoded(checkpoint)).toThrow("epochs: expected 2 that are over; got 1");
  });
});

describe("a damaged checkpoint", () => {
  it("is known whichever single bit of 4 KiB has flipped, by a check that is named", () => {
    const wide = encoded(exampleCheckpoint(155));
    expect(wide.length).toBeGreaterThanOrEqual(4096);
    const found = new Map<string, number>();
    for (let bit = 0; bit < 8 * wide.length; bit++) {
      const byte = bit >> 3;
      const flip = 1 << (bit & 7);
      wide[byte] = (wide[byte] ?? 0) ^ flip;
      const sentence = sentenceOf(wide);
      wide[byte] = (wide[byte] ?? 0) ^ flip;
      const [check = ""] = /^[a-z]+(?=: expected .+; got .+)/.exec(sentence) ?? [];
      found.set(check, (found.get(check) ?? 0) + 1);
    }
    const before = { magic: 64, version: 32, length: 64 };
    expect(Object.fromEntries(found)).toEqual({ ...before, checksum: 8 * wide.length - 160 });
    expect(sentenceOf(wide)).toBe("no error");
  });

  it("is known wherever it was cut, and with more behind it", () => {
    for (let length = 0; length < file.length; length++) {
      const least = length < 56 ? "at least 56" : String(file.length);
      expect(sentenceOf(file.subarray(0, length))).toBe(`length: expected ${least} bytes; got ${length}`);
    }
    const longer = Buffer.concat([file, Buffer.of(0)]);
    expect(sentenceOf(longer)).toBe(`length: expected ${file.length} bytes; got ${longer.length}`);
  });

  it.each([
    [
      "another file",
      Buffer.from("x".repeat(100)),
      "magic: expected a checkpoint of counterflow; got another file",
    ],
    [
      "a newer format",
      forged(file, (body) => (body.writeUInt32LE(2, 8), body)),
      "version: expected version 1 of the format; got 2, written by another version",
    ],
    [
      "a header beyond its end",
      forged(file, (body) => (body.writeUInt32LE(4_000_000, 12), body)),
      `header: expected at most ${file.length - 56} bytes; got 4000000`,
    ],
    ["a header of no JSON", withHeader(file, () => "{,}"), "header: expected JSON; got another text"],
    ["a header of no object", withHeader(file, () => [1]), "header: expected an object; got a list of 1"],
    [
      "a misspelt key",
      withHeader(file, ({ commits, ...rest }) => ({ ...rest, comits: commits })),
      /^header\.comits: expected a key among .+; got "comits" \(did you mean "commits"\?\)\nheader.commits: expected a whole number from 0 on; got nothing$/,
    ],
    [
      "a forged precision",
      withHeader(file, (header) => ({ ...header, precision: "f46" })),
      'header.precision: expected one of f64, f32; got "f46" (did you mean "f64"?)',
    ],
    [
      "a negative count",
      withHeader(file, (header) => ({ ...header, epoch: -1 })),
      "header.epoch: expected a whole number from 0 on; got -1",
    ],
    [
      "more numbers than there are",
      withHeader(file, (header) => ({ ...header, parameters: 1e15 })),
      /^length: expected \d+ bytes for the numbers that the header tells of; got \d+$/,
    ],
    [
      "more slots than fit anywhere",
      withHeader(encoded(exampleCheckpoint(0)), (header) => ({ ...header, slots: 1e15 })),
      "header.slots: expected a whole number from 0 to 16; got 1000000000000000",
    ],
    [
      "a prototype",
      withHeader(file, (header) => JSON.stringify(header).replace("{", '{"__proto__":{},')),
      /^header.+: expected a key among .+; got "__proto__"$/,
    ],
  ])("is refused although its checksum fits: %s", (_, bytes, sentence) => {
    expect(sentenceOf(bytes)).toMatch(sentence);
  });

  it("is told from one that a newer program wrote", () => {
    const newer = forged(file, (body) => (body.writeUInt32LE(2, 8), body));
    expect(() => decoded(newer)).toThrow(NewerFormatError);
    const damaged = Buffer.from(newer);
    damaged.writeUInt8(1, 100);
    expect(() => decoded(damaged)).not.toThrow(NewerFormatError);
    expect(sentenceOf(damaged)).toBe(
      "version: expected version 1 of the format; got 2, in a file that is damaged",
    );
  });
});
