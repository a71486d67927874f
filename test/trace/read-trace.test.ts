import { describe, expect, it } from "vitest";
import { InputError, traceLines } from "../../src/index.ts";
import { collectTrace, readTrace } from "../../src/trace/read-trace.ts";
import { headerLine } from "../../src/trace/write-trace.ts";
import { mazurTrace } from "../view/example-traces.ts";

const lines = Array.from(traceLines(mazurTrace), (line) => line.slice(0, -1));

describe("a reader of traces", () => {
  it("takes lines with their line feeds or without, and hands out the first one as it is", () => {
    const reader = readTrace(traceLines(mazurTrace));
    expect(reader.firstLine).toBe(headerLine(mazurTrace.header));
    expect(collectTrace(reader)).toEqual(collectTrace(readTrace(lines)));
  });

  it("takes a line only when its event is asked for", () => {
    let taken = 0;
    const counted = function* (): Generator<string, void, undefined> {
      for (const line of lines) {
        taken++;
        yield line;
      }
    };
    const events = readTrace(counted()).events[Symbol.iterator]();
    expect(taken).toBe(1);
    expect(events.next().value).toMatchObject({ n: 0, kind: "train" });
    expect(events.next().value).toMatchObject({ n: 1, kind: "batch" });
    expect(taken).toBe(3);
  });

  it("says what is wrong in a line when it comes to it, and hands out the events before it", () => {
    const read: number[] = [];
    const reader = readTrace(lines.with(5, "{}"));
    const readAll = (): void => {
      for (const { n } of reader.events) read.push(n);
    };
    expect(readAll).toThrow(InputError);
    expect(read).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ["a blank line", "", "line 3: expected a line of JSON; got a blank line"],
    ["a line of spaces", " \t", "line 3: expected a line of JSON; got a blank line"],
    ["a carriage return", `${lines[2] ?? ""}\r`, "line 3: expected lines that end in a line feed alone; got a carriage return before it"],
    ["a byte order mark", "\ufeff{}", "line 3: expected a line of JSON; got a byte order mark before it"],
    ["a long line that is none", `<${"x".repeat(1e6)}`, `line 3: expected a line of JSON; got "<${"x".repeat(39)}…"`],
    ["what would move a terminal's cursor", "\u001b[2J", 'line 3: expected a line of JSON; got "\\u001b[2J"'],
    ["NaN", '{"kind":"end","n":NaN}', 'line 3: expected a line of JSON; got "{\\"kind\\":\\"end\\",\\"n\\":NaN}"'],
  ])("names %s", (_, line, message) => {
    expect(() => collectTrace(readTrace(lines.with(2, line)))).toThrow(message);
  }); // prettier-ignore

  it.each([
    ["null", "null", "expected the header of a trace, {\"format\":\"counterflow-trace\",…}; got null"],
    ["a list", "[]", "expected the header of a trace, {\"format\":\"counterflow-trace\",…}; got an array"],
    ["a network's file", '{"format":"counterflow-network"}', "expected the header of a trace, {\"format\":\"counterflow-trace\",…}; got an object"],
    ["a later version", '{"format":"counterflow-trace","version":2}', "version: expected 1; got 2"],
    ["a network that is none", '{"format":"counterflow-trace","version":1,"network":null}', "network: expected a network; got null"],
    ["no options", '{"format":"counterflow-trace","version":1,"network":{},"options":null}', "options.level: expected one of synapse, neuron, population, commit; got false"],
    ["an unknown level", '{"format":"counterflow-trace","version":1,"network":{},"options":{"level":"atom"}}', 'options.level: expected one of synapse, neuron, population, commit; got "atom"'],
  ])("refuses %s for a header at once", (_, line, message) => {
    expect(() => readTrace([line])).toThrow(`line 1: ${message}`);
  }); // prettier-ignore
});
