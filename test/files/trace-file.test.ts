import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSamples, InputError, Network, parseNetwork, RunError, traceLines } from "../../src/index.ts";
import type { Trace, TraceEvent } from "../../src/index.ts";
import { createTraceFile, readTraceFile } from "../../src/files/trace-file.ts";
import { headerOf } from "../../src/network/record.ts";
import { tap } from "../../src/network/watching/watch.ts";
import { collectTrace } from "../../src/trace/read-trace.ts";
import { mazurNetwork } from "../oracle/published.ts";
import { hostileTrace, pipelineTrace } from "../view/example-traces.ts";

const folder = mkdtempSync(join(tmpdir(), "counterflow-trace-file-"));
afterAll(() => rmSync(folder, { recursive: true }));
const place = (name: string): string => join(folder, name);
const writtenAt = (path: string, { header, events }: Trace): string => {
  const file = createTraceFile(path, header);
  for (const event of events) file.event(event);
  file.close("complete");
  return readFileSync(path, "utf8");
};
/** Files that this process has open in the folder. */
const openFiles = (): number => {
  const self = "/proc/self/fd";
  if (!existsSync(self)) return 0;
  return readdirSync(self).filter((fd) => linkOf(join(self, fd)).startsWith(folder)).length;
};

describe("a trace's file", () => {
  it.each([["pipeline", pipelineTrace], ["hostile names", hostileTrace]])("holds the lines of the trace and is read as it was: %s", (name, trace) => {
    expect(writtenAt(place(name), trace)).toBe([...traceLines(trace)].join(""));
    const read = collectTrace(readTraceFile(place(name)));
    expect([...traceLines(read)].join("")).toBe([...traceLines(trace)].join(""));
    expect(openFiles()).toBe(0);
  }); // prettier-ignore

  it("is the same whether a run is streamed into it or recorded first", () => {
    const network = new Network(parseNetwork(mazurNetwork));
    const file = createTraceFile(place("streamed"), headerOf(network));
    const events: TraceEvent[] = [];
    const taps = tap(network, {}, (event) => {
      file.event(event);
      events.push(structuredClone(event));
    });
    const samples = createSamples([[0.05, 0.1], [0.5, 0.5]], [[0.01, 0.99], [0, 1]]); // prettier-ignore
    network.train(samples, { epochs: 200, batchSize: 2, microBatch: 1, learningRate: 0.5 }).subscribe();
    taps.unsubscribe();
    file.close("complete");
    const recorded = { header: headerOf(new Network(parseNetwork(mazurNetwork))), events };
    // More than one piece of a mebibyte.
    expect(readFileSync(place("streamed")).length).toBeGreaterThan(2_200_000);
    expect(readFileSync(place("streamed"), "utf8")).toBe([...traceLines(recorded)].join(""));
  });

  it("says with its last line why the run ended, and has none before", () => {
    const file = createTraceFile(place("failed"), pipelineTrace.header);
    for (const event of pipelineTrace.events.slice(0, 30)) file.event(event);
    file.close("h1 said so");
    const last = readFileSync(place("failed"), "utf8").trimEnd().split("\n").at(-1);
    expect(JSON.parse(last ?? "")).toMatchObject({ n: 30, kind: "end", outcome: "h1 said so" });
    const open = createTraceFile(place("open"), pipelineTrace.header);
    for (let round = 0; round < 60; round++)
      for (const event of pipelineTrace.events.slice(0, -1)) open.event(event);
    // What a process leaves that is killed here: whole lines, and no end.
    const left = readFileSync(place("open"), "utf8");
    expect(left.length).toBeGreaterThan(1_000_000);
    expect(left.endsWith("}\n")).toBe(true);
    expect(left).not.toContain('"kind":"end"');
    open.close("complete");
  });

  it("gives way to the one that is written next", () => {
    writeFileSync(place("twice"), "x".repeat(1e6));
    expect(writtenAt(place("twice"), pipelineTrace)).toBe([...traceLines(pipelineTrace)].join(""));
  });
});

describe("a disk that refuses", () => {
  it("is named, then and at the end, and nothing more is written", () => {
    const file = createTraceFile("/dev/full", pipelineTrace.header);
    const fill = (): void => {
      for (let round = 0; round < 100; round++) for (const event of pipelineTrace.events) file.event(event);
    };
    const refusal = thrownBy(fill);
    expect(refusal).toBeInstanceOf(RunError);
    // The very same: what is lost is lost, even if the disk has room again.
    expect(thrownBy(fill)).toBe(refusal);
    expect(fill).toThrow("/dev/full: expected to be written; got ENOSPC: no space left on device, write");
    expect(() => file.close("complete")).toThrow("/dev/full: expected to be written; got ENOSPC");
  });

  it("is named at the end of a short trace", () => {
    const file = createTraceFile("/dev/full", pipelineTrace.header);
    expect(() => file.close("complete")).toThrow(RunError);
  });

  it("is named at once where there is no place for the file", () => {
    expect(() => createTraceFile(place("none/x"), pipelineTrace.header)).toThrow(RunError);
    expect(() => createTraceFile(folder, pipelineTrace.header)).toThrow("expected to be written; got EISDIR");
  });
});

describe("reading", () => {
  const text = [...traceLines(pipelineTrace)].join("");
  const read = (name: string, content: string | Uint8Array) => {
    writeFileSync(place(name), content);
    return readTraceFile(place(name));
  };

  it("takes lines longer than a block, and characters that a block cuts", () => {
    const [header = "", ...events] = [...traceLines(pipelineTrace)];
    const long = { ...(JSON.parse(header) as object), note: "€".repeat(2_000_001) };
    const { firstLine, events: lazily } = read("long", `${JSON.stringify(long)}\n${events.join("")}`);
    expect(firstLine).toBe(JSON.stringify(long));
    expect([...lazily]).toHaveLength(events.length);
  });

  it("takes linear time of a line's length", () => {
    const timeOf = (length: number): number => {
      const long = { format: "counterflow-trace", version: 1, network: {}, options: { level: "commit" }, note: "x".repeat(length) };
      writeFileSync(place("wide"), `${JSON.stringify(long)}\n`);
      const before = process.cpuUsage();
      for (let round = 0; round < 3; round++) readTraceFile(place("wide"));
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    timeOf(1e6);
    // Four times as long: 4 would be linear, 16 quadratic.
    const short = timeOf(16e6);
    expect(timeOf(64e6) / short).toBeLessThan(10);
  }); // prettier-ignore

  it("begins anew each time that events are asked for", () => {
    const { events } = read("again", text);
    expect([[...events].length, [...events].length]).toEqual([
      pipelineTrace.events.length,
      pipelineTrace.events.length,
    ]);
  });

  it("needs no line feed at the end", () => {
    expect(collectTrace(read("unfed", text.trimEnd())).events).toHaveLength(pipelineTrace.events.length);
  });

  it("lets go of the file when nobody asks any more, and when a line is none", () => {
    for (const event of read("half", text).events) if (event.n === 5) break;
    expect(openFiles()).toBe(0);
    const lines = text.split("\n");
    const broken = read("broken", lines.with(7, '{"n":').join("\n"));
    expect(() => [...broken.events]).toThrow(InputError);
    expect(() => [...read("broken", lines.with(7, '{"n":').join("\n")).events]).toThrow(
      `${place("broken")}: line 8: expected a line of JSON; got "{\\"n\\":"`,
    );
    expect(() => read("headless", "[]\n")).toThrow(
      `${place("headless")}: line 1: expected the header of a trace`,
    );
    expect(() => read("empty", "")).toThrow(
      `${place("empty")}: line 1: expected the header of a trace; got nothing`,
    );
    expect(openFiles()).toBe(0);
  });

  it.each([
    ["nothing", "none", "expected a file; got none of this name"],
    ["a folder", "folder", "expected a file; got a directory"],
  ])("refuses %s", (_, name, message) => {
    if (name === "folder") mkdirSync(place(name), { recursive: true });
    expect(() => readTraceFile(place(name))).toThrow(new InputError([{ path: "", message }], place(name)));
  });
});

function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
