import { describe, expect, it } from "vitest";
import { fragment, LineBuffer } from "../../src/trace/line-buffer.ts";

const collect = (fill: (buffer: LineBuffer) => void) => {
  const pieces: string[] = [];
  const buffer = new LineBuffer((bytes) => pieces.push(new TextDecoder().decode(bytes)));
  fill(buffer);
  buffer.flush();
  return pieces;
};

describe("a line buffer", () => {
  it.each([0, 7, 10, 99, 100, 65_535, 999_999_999, 1_000_000_000, 4_294_967_296, Number.MAX_SAFE_INTEGER])(
    "spells the whole number %d",
    (number) => {
      expect(collect((buffer) => buffer.integer(number))).toEqual(number === 0 ? ["0"] : [`${number}`]);
    },
  );

  it.each(["", "a", "exactly8", "nine char", "x".repeat(33), "神经元 😀", "\u0000\n\u2028", "é".repeat(50)])(
    "holds %j as UTF-8, as text and as a fragment",
    (text) => {
      const expected = text === "" ? [] : [text];
      expect(collect((buffer) => buffer.text(text))).toEqual(expected);
      expect(collect((buffer) => buffer.bytes(fragment(text)))).toEqual(expected);
    },
  );

  it("keeps pieces in their order", () => {
    const pieces = collect((buffer) => {
      buffer.ascii('{"n":');
      buffer.integer(12);
      buffer.bytes(fragment(',"to":'));
      buffer.text('"ö"');
      buffer.ascii("}");
      buffer.endLine();
    });
    expect(pieces).toEqual(['{"n":12,"to":"ö"}\n']);
  });

  it("hands on whole lines, a mebibyte at a time, and what is left at the end", () => {
    const line = "x".repeat(999);
    const pieces = collect((buffer) => {
      for (let i = 0; i < 3000; i++) {
        buffer.ascii(line);
        buffer.endLine();
      }
      buffer.ascii("rest");
    });
    expect(pieces.map((piece) => piece.length)).toEqual([1_049_000, 1_049_000, 902_004]);
    expect(pieces.slice(0, 2).every((piece) => piece.endsWith("\n"))).toBe(true);
    expect(pieces.join("")).toBe(`${`${line}\n`.repeat(3000)}rest`);
  });

  it("holds a line that is longer than all of it", () => {
    const long = "€".repeat(3_000_000);
    const pieces = collect((buffer) => {
      buffer.ascii("before ");
      buffer.text(long);
      buffer.endLine();
    });
    expect(pieces).toEqual([`before ${long}\n`]);
  });

  it("says what its writer throws, and hands nothing on where there is nothing", () => {
    const buffer = new LineBuffer(() => {
      throw new Error("full");
    });
    buffer.flush();
    buffer.ascii("x");
    expect(() => buffer.flush()).toThrow("full");
  });
});
