import { describe, expect, it } from "vitest";
import { LineBuffer } from "../../src/trace/line-buffer.ts";

const collect = (fill: (buffer: LineBuffer) => void) => {
  const pieces: string[] = [];
  const buffer = new LineBuffer((bytes) => pieces.push(new TextDecoder().decode(bytes)));
  fill(buffer);
  buffer.flush();
  return pieces;
};

describe("a line buffer", () => {
  it.each([
    0,
    7,
    10,
    99,
    100,
    999,
    1000,
    9999,
    10_000,
    10_203,
    65_535,
    1_000_000,
    99_999_999,
    100_000_000,
    999_999_999,
    1_000_000_000,
    4_294_967_296,
    Number.MAX_SAFE_INTEGER,
  ])("spells the whole number %d", (number) => {
    expect(collect((buffer) => buffer.integer(number))).toEqual([`${number}`]);
    expect(collect((buffer) => buffer.integers([number, 3, number]))).toEqual([`${number},3,${number}`]);
  });

  it.each(["", "a", "exactly8", "nine char", "x".repeat(33), "神经元 😀", "\u0000\n\u2028", "é".repeat(50)])(
    "holds %j as UTF-8, as text and as a fragment",
    (text) => {
      const expected = text === "" ? [] : [text];
      expect(collect((buffer) => buffer.text(text))).toEqual(expected);
      expect(collect((buffer) => buffer.piece(buffer.fragment(text)))).toEqual(expected);
    },
  );

  it("copies every character as it is, wherever a piece of it begins", () => {
    // The last byte below 80 behind each first byte of UTF-8, at each place of a word.
    const texts = Array.from(
      { length: 9 },
      (_, shift) => "x".repeat(shift) + "\u007f\u00ff\u007f\uffff\u007f\u{10ffff}\u007f\u007f",
    );
    const [piece] = collect((buffer) => texts.forEach((text) => buffer.piece(buffer.fragment(text))));
    expect(piece).toBe(texts.join(""));
  });

  it("leaves nothing of a fragment where the next piece is written", () => {
    const pieces = collect((buffer) => {
      const [long, short] = [buffer.fragment("0123456789abcdef"), buffer.fragment("xyz")];
      buffer.piece(long);
      buffer.piece(short);
      buffer.integers([]);
      buffer.integer(5);
      buffer.piece(short);
    });
    expect(pieces).toEqual(["0123456789abcdefxyz5xyz"]);
  });

  it("makes equal fragments of equal texts, whatever stood in its place before", () => {
    collect((buffer) => {
      const fragment = buffer.fragment("nine char");
      buffer.fragment("\u{10ffff}".repeat(9));
      expect(buffer.fragment("nine char")).toEqual(fragment);
    });
  });

  const most = Number.MAX_SAFE_INTEGER;
  it.each<[string, string, (buffer: LineBuffer) => () => void]>([
    ["text", "ab", (buffer) => () => buffer.text("ab")],
    ["fragments", "0123456789", (buffer) => buffer.piece.bind(buffer, buffer.fragment("0123456789"))],
    ["whole numbers", `${most}`, (buffer) => () => buffer.integer(most)],
    ["lists of them", `${most},${most}`, (buffer) => () => buffer.integers([most, most])],
  ])("grows for a line of much %s", (_, text, writer) => {
    const count = Math.ceil(5_000_000 / text.length);
    const pieces = collect((buffer) => {
      const write = writer(buffer);
      for (let i = 0; i < count; i++) write();
    });
    expect(pieces.join("") === text.repeat(count)).toBe(true);
  });

  it("keeps pieces in their order", () => {
    const pieces = collect((buffer) => {
      buffer.text('{"n":');
      buffer.integer(12);
      buffer.piece(buffer.fragment(',"to":'));
      buffer.text('"ö"');
      buffer.text("}");
      buffer.endLine();
    });
    expect(pieces).toEqual(['{"n":12,"to":"ö"}\n']);
  });

  it("hands on whole lines, a mebibyte at a time, and what is left at the end", () => {
    const line = "x".repeat(999);
    const pieces = collect((buffer) => {
      for (let i = 0; i < 3000; i++) {
        buffer.text(line);
        buffer.endLine();
      }
      buffer.text("rest");
    });
    expect(pieces.map((piece) => piece.length)).toEqual([1_049_000, 1_049_000, 902_004]);
    expect(pieces.slice(0, 2).every((piece) => piece.endsWith("\n"))).toBe(true);
    expect(pieces.join("")).toBe(`${`${line}\n`.repeat(3000)}rest`);
  });

  it("holds a line that is longer than all of it", () => {
    const long = "€".repeat(3_000_000);
    const pieces = collect((buffer) => {
      buffer.text("before ");
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
    buffer.text("x");
    expect(() => buffer.flush()).toThrow("full");
  });
});
