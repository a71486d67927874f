import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Letter } from "../../../src/transport/simulated/letter.ts";
import { checksum, decode, encode } from "../../../src/transport/simulated/letter-codec.ts";

const kinds = ["data", "prepare", "prepared", "lost", "commit", "committed", "restarted"] as const;
const number = fc.integer({ min: -1, max: 0x7fffffff });
const letters: fc.Arbitrary<Letter> = fc.record({
  kind: fc.constantFrom(...kinds),
  from: number,
  to: number,
  attempt: number,
  version: number,
  prepared: number,
  direction: fc.constantFrom("forward", "backward"),
  edge: number,
  microBatch: number,
});

describe("a letter", () => {
  it("comes out of its bytes as it went in, with all its numbers to the bit", () => {
    fc.assert(
      fc.property(letters, fc.array(fc.double()), (letter, values) => {
        const read = decode(encode(letter, values));
        expect(read?.letter).toEqual(letter);
        expect(read?.values.every((value, i) => Object.is(value, values[i]))).toBe(true);
      }),
    );
  });

  it("has another checksum when any one of its bits is turned", () => {
    const letter: Letter = { kind: "data", from: 3, to: 7, attempt: 2, version: 5, prepared: -1, direction: "backward", edge: 11, microBatch: 1 }; // prettier-ignore
    const bytes = encode(letter, [0.1, -0, 5e-324, 1e308]);
    const sum = checksum(bytes);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (checksum(damaged) === sum) expect(bit).toBe("seen");
    }
  });

  it.each([
    ["too few bytes", new Uint8Array(35)],
    ["half a number", new Uint8Array(40)],
    ["an unknown kind", Uint8Array.from({ length: 36 }, (_, i) => (i === 0 ? 99 : 0))],
    ["an unknown direction", Uint8Array.from({ length: 36 }, (_, i) => (i === 24 ? 2 : 0))],
  ])("is nothing that has %s", (_, bytes) => {
    expect(decode(bytes)).toBeUndefined();
  });
});
