import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type Json, Members, jsonChunks, writeChunks } from "../../../src/cli/io/json-stream.ts";
import { NobodyReads } from "../../../src/cli/io/stopped.ts";
import { RunError } from "../../../src/message/run-error.ts";

const text = (value: Json, size?: number): string => [...jsonChunks(value, size)].join("");

describe("jsonChunks", () => {
  it.each<[string, Json]>([
    ["null", null],
    ["false", false],
    ["a number", -1.5e-300],
    ["a text with everything to escape", 'a"\\\n\u0000\u2028\ud800é😀'],
    ["an empty list", []],
    ["an empty object", {}],
    ["lists in lists", [[], [[1, 2], [3]], "x"]],
    ["objects in lists in objects", { a: [{ b: 1 }, { b: 2, c: { d: [] } }], e: true }],
    ["keys that any object has", JSON.parse('{"__proto__": 1, "constructor": {"toString": 2}}') as Json],
  ])("writes %s as JSON.stringify does, however it is cut", (_, value) => {
    for (const size of [1, 7, 65_536]) expect(text(value, size)).toBe(JSON.stringify(value));
  });

  it("writes numbers that read back as the same bits", () => {
    const numbers = [
      0,
      -0,
      5e-324,
      -2.2250738585072014e-308,
      1.7976931348623157e308,
      0.1 + 0.2,
      1 / 3,
      9007199254740994,
      1e21,
      123456789012345680000,
      -1e-7,
    ];
    const read = JSON.parse(text(Float64Array.from(numbers))) as number[];
    expect(read).toHaveLength(numbers.length);
    read.forEach((value, i) => expect(value).toBe(numbers[i]));
  });

  it("leaves members out that are undefined", () => {
    expect(text({ a: undefined, b: 1, c: undefined, d: 2, e: undefined })).toBe('{"b":1,"d":2}');
  });

  it("writes members that are made one after another, whatever their names", () => {
    const names = ["__proto__", "1", "0", "constructor", 'a"b'];
    const written = text(new Members(names.map((name, i) => [name, i] as const)));
    expect(written).toBe('{"__proto__":0,"1":1,"0":2,"constructor":3,"a\\"b":4}');
    const read = JSON.parse(written) as object;
    for (const [i, name] of names.entries())
      expect(Object.getOwnPropertyDescriptor(read, name)?.value).toBe(i);
  });

  it.each([NaN, Infinity, -Infinity])("refuses %s, which JSON has not", (value) => {
    expect(() => text([value])).toThrow(RangeError);
  });

  it("asks for an element no sooner than it has room for it", () => {
    let made = 0;
    function* endless(): Generator<number> {
      for (;;) yield made++;
    }
    const chunks = jsonChunks(endless(), 1000);
    const first = chunks.next().value ?? "";
    expect(first.startsWith("[0,1,2,3,")).toBe(true);
    expect(first.length).toBeLessThan(1010);
    expect(made).toBeLessThan(400);
  });

  it("is not deep itself where a value is: 200,000 lists in each other", () => {
    let value: Json = [];
    for (let depth = 1; depth < 200_000; depth++) value = [value];
    expect(text(value)).toBe("[".repeat(200_000) + "]".repeat(200_000));
  });
});

describe("writeChunks", () => {
  it("takes the next piece when the one before is out", async () => {
    const log: string[] = [];
    const stream = new Writable({
      decodeStrings: false,
      write(piece: string, _, done) {
        setImmediate(() => {
          log.push(`written ${piece}`);
          done();
        });
      },
    });
    function* pieces(): Generator<string> {
      for (const piece of ["a", "b"]) {
        log.push(`made ${piece}`);
        yield piece;
      }
    }
    await writeChunks(stream, pieces());
    expect(log).toEqual(["made a", "written a", "made b", "written b"]);
  });

  it.each([
    ["the reader has left", "EPIPE", NobodyReads],
    ["the disk is full", "ENOSPC", RunError],
  ])("says so where %s", async (_, code, kind) => {
    const stream = new Writable({
      write: (_piece, _encoding, done) => done(Object.assign(new Error("no"), { code })),
    });
    stream.on("error", () => undefined);
    await expect(writeChunks(stream, ["a"])).rejects.toThrow(kind);
    // And once more, to a stream that has ended by that.
    await expect(writeChunks(stream, ["a"])).rejects.toThrow(Error);
  });
});
