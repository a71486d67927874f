import { describe, expect, it } from "vitest";
import { type NetworkFile, type Trace, traceLines } from "../../../src/index.ts";
import { checksum } from "../../../src/trace/checksum.ts";
import { jsonOf } from "../../../src/trace/json.ts";
import { fork } from "../../../src/network/fork.ts";
import { small, trainingOf } from "./recorded-runs.ts";
import { changeNumbers, changeTexts, lastBitOf, leaveOut, type Tampered } from "./tampering.ts";
import { linesOf, verify } from "./verified.ts";

const trace = trainingOf(small, { epochs: 1, batchSize: 2, microBatch: 1 }, { seed: 3 });
const lines = linesOf(trace);
const text = [...traceLines(trace)].join("");
/** The lines of a file, as whoever reads it would cut them. */
const linesOfText = (file: string): string[] => file.split("\n").filter((line, i, all) => line !== "" || i < all.length - 1); // prettier-ignore
const firstOf = (file: readonly string[]): string | undefined => verify(file).violations[0]?.message;

describe("a file that is cut", () => {
  it("at any byte is rejected; the very last line feed says nothing", () => {
    const pair = [{ id: "a" }, { id: "ä😀", activation: "identity", bias: 0.5 }] as const;
    const file: NetworkFile = {
      ...{ format: "counterflow-network", version: 1, loss: "half-squared-error", neurons: [...pair] },
      ...{ synapses: [{ from: "a", to: "ä😀", weight: 2 }], inputs: ["a"], outputs: ["ä😀"] },
    };
    const tiny = trainingOf({ file, inputs: [[1]], targets: [[2]] }, { epochs: 1 });
    const bytes = new TextEncoder().encode([...traceLines(tiny)].join(""));
    const decoder = new TextDecoder();
    const last = bytes.length - 1;
    for (let cut = 0; cut <= last; cut++) {
      const isAccepted = firstOf(linesOfText(decoder.decode(bytes.subarray(0, cut)))) === undefined;
      expect({ cut, isAccepted }).toEqual({ cut, isAccepted: cut === last });
    }
  });

  it("within its first line has no header", () => {
    for (let cut = 1; cut < (lines[0] ?? "").length; cut++) {
      expect(firstOf([text.slice(0, cut)])).toMatch(/^expected a line of JSON; got "/);
    }
  });
});

describe("a header that is not the one the trace was written with", () => {
  const forked = fork(trace, 10, { kind: "weight", from: "h", to: "x", value: 0.5 });
  const headers: Readonly<Record<string, Trace>> = {
    "of a run": trace,
    "of a fork": forked,
    "of a selection": trainingOf(
      small,
      { epochs: 1 },
      { neurons: ["h", "x"], samples: [0], batches: [0, 1] },
    ),
  };
  const changes: Readonly<Record<string, (header: Tampered["text"]) => string[]>> = Object.fromEntries(
    Object.entries({
      "the last bit of a number": (header: never) => changeNumbers(header, 1, lastBitOf),
      "a number one larger": (header: never) => changeNumbers(header, 1, (value) => value + 1),
      "a text": (header: never) => changeTexts(header, 1),
      "a field left out": (header: never) => leaveOut(header, 1),
    }).map(([name, change]) => [
      name,
      (header) => change(JSON.parse(header) as never).map((tampered) => tampered.text),
    ]),
  );

  it.each(
    Object.entries(headers).flatMap(([of, each]) =>
      Object.keys(changes).map((name) => [of, name, each] as const),
    ),
  )("%s is rejected: %s", (_, name, each) => {
    const [header = "", ...events] = linesOf(each);
    const changed = changes[name]?.(header) ?? [];
    expect(changed.length).toBeGreaterThan(5);
    for (const other of changed) expect({ other, first: firstOf([other, ...events]) }).not.toEqual({ other, first: undefined }); // prettier-ignore
  });

  it("is told by the checksum at the end, where nothing else tells", () => {
    const renamed = (lines[0] ?? "").replace('"small"', '"large"');
    const { violations } = verify([renamed, ...lines.slice(1)]);
    expect(violations).toHaveLength(1);
    expect(violations[0]?.line).toBe(lines.length);
    expect(violations[0]?.message).toBe(
      `event ${lines.length - 2}, end: header: expected "${checksum(renamed)}"; got "${checksum(lines[0] ?? "")}"`,
    );
  });

  it("is rejected with a field that is none of a header's", () => {
    const { header } = trace;
    const strange = (other: object): string | undefined => firstOf([jsonOf(other), ...lines.slice(1)]);
    expect(strange({ ...header, seeed: 1 })).toBe(
      'header: expected no field "seeed"; got one (did you mean "seed"?)',
    );
    expect(strange({ ...header, options: { ...header.options, layers: [] } })).toBe(
      'header: options: expected no field "layers"; got one',
    );
    expect(strange({ ...header, fork: null })).toBe("header: fork: expected a fork; got null");
    expect(strange({ ...header, fork: { ...forked.header.fork, before: 7 } })).toBe(
      "header: fork: expected a fork; got 7",
    );
  });
});

describe("a file that went through other hands", () => {
  it("is read with its line feeds or without", () => {
    expect(verify(traceLines(trace)).violations).toEqual([]);
  });

  it.each([
    ["line ends of another system", lines.map((line) => `${line}\r`), 1, "expected lines that end in a line feed alone; got a carriage return before it"],
    ["one such line end", lines.with(4, `${lines[4] ?? ""}\r\n`), 5, "expected lines that end in a line feed alone; got a carriage return before it"],
    ["a byte order mark", lines.with(0, `\ufeff${lines[0] ?? ""}`), 1, "expected a line of JSON; got a byte order mark before it"],
    ["a blank line at its beginning", ["", ...lines], 1, "expected a line of JSON; got a blank line"],
    ["a blank line", lines.toSpliced(6, 0, "  "), 7, "expected a line of JSON; got a blank line"],
    ["a blank line at its end", [...lines, ""], lines.length + 1, "expected a line of JSON; got a blank line"],
    ["a line that is no JSON", lines.with(2, "NaN"), 3, 'expected a line of JSON; got "NaN"'],
    ["a number that is none", lines.with(4, (lines[4] ?? "").replace('"n":3', '"n":null')), 5, "n: expected number; got null"],
    ["two events in a line", lines.with(2, `${lines[2] ?? ""}${lines[3] ?? ""}`), 3, "expected a line of JSON; got "],
    ["nothing in it", [], 1, "expected the header of a trace; got nothing"],
    ["another file behind it", [...lines, ...lines], lines.length + 1, "kind: expected one of "],
    ["its events without a header", lines.slice(1), 1, "expected the header of a trace, "],
  ] as const)("is rejected with %s", (_, file, line, message) => {
    const [first] = verify(file).violations;
    expect(first?.line).toBe(line);
    expect(first?.message.slice(0, message.length)).toBe(message);
  }); // prettier-ignore

  it("is rejected in a moment with a line of millions of characters, or brackets, and says so in short", () => {
    for (const huge of [`"${"x".repeat(5e6)}`, "[".repeat(1e6), `{"n":${"9".repeat(5e6)}`]) {
      const [first] = verify(lines.with(3, huge)).violations;
      expect(first?.line).toBe(4);
      expect(first?.message.length).toBeLessThan(100);
    }
  });
});
