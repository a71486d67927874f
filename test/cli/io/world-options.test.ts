import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { faultsText, latencyText, parseFaults, parseLatency } from "../../../src/cli/io/world-options.ts";
import { mazurNetwork, mazurSamples } from "../../oracle/published.ts";
import { command, folderWith } from "../command-line.ts";

describe("a latency", () => {
  it.each([
    ["5", { kind: "constant", ticks: 5 }],
    ["0.5", { kind: "constant", ticks: 0.5 }],
    ["uniform:1:9", { kind: "uniform", from: 1, to: 9 }],
    ["exponential:5", { kind: "exponential", mean: 5 }],
    ["distance:3", { kind: "distance", ticks: 3 }],
    ["pareto:1.5:2", { kind: "pareto", shape: 1.5, least: 2 }],
  ] as const)("is read from %s, and written as that", (text, latency) => {
    expect(parseLatency(text, "--latency")).toEqual(latency);
    expect(latencyText(latency)).toBe(text);
  });

  it.each([
    ["", "--latency: expected one of a number of ticks, uniform, exponential, distance, pareto; got"],
    ["unifrom:1:2", '(did you mean "uniform"?)'],
    ["-1", "--latency: expected a finite number from 0; got"],
    ["5x", "--latency: expected a finite number from 0; got"],
    ["uniform:1", "--latency: expected a finite number from 0; got"],
    ["uniform:1:2:3", '--latency: expected nothing more; got "3"'],
    ["exponential:0", "--latency: expected a finite number above 0; got"],
    ["pareto:1.5:0", "--latency: expected a finite number above 0; got"],
    ["constructor:1", "--latency: expected one of"],
  ])("is not read from %j", (text, message) => {
    expect(() => parseLatency(text, "--latency")).toThrow(message);
  });
});

describe("rates of faults", () => {
  it("are read, and written as they were", () => {
    expect(parseFaults("drop=0.1,crash=0.01", "--faults")).toEqual({ drop: 0.1, crash: 0.01 });
    expect(faultsText({ drop: 0.1, crash: 0.01 })).toBe("drop=0.1,crash=0.01");
    expect(faultsText(parseFaults("drop=0.1,lossy", "--faults"))).toBe("drop=0.1,lossy");
  });

  it.each([
    ["", "--faults: expected one of drop, duplicate"],
    ["drop", '--faults: expected drop=RATE; got "drop"'],
    ["drop=1=2", '--faults: expected drop=RATE; got "drop=1=2"'],
    ["drop=-0.1", "--faults drop: expected a rate from 0 to 1; got"],
    ["drop=0.1,drop=0.2", "--faults: expected drop once; got it again"],
    ["toString=0.1", "--faults: expected one of"],
  ])("are not read from %j", (text, message) => {
    expect(() => parseFaults(text, "--faults")).toThrow(message);
  });
});

describe("gradients in a world of its own", () => {
  const folder = (): string => folderWith({ "network.json": mazurNetwork, "samples.json": mazurSamples });
  const filesIn = (place: string): string[] => [join(place, "network.json"), join(place, "samples.json")];

  it.each([
    [["--transport", "simulated"]],
    [["--latency", "pareto:1.5:2"]],
    [["--latency", "exponential:5", "--faults", "drop=0.3,duplicate=0.2,corrupt=0.1,crash=0.005", "--seed", "4"]],
  ])("says the same, byte for byte, with %j", async (words) => {
    const files = filesIn(folder());
    const calm = await command("gradients", ...files, "--json");
    expect(await command("gradients", ...files, "--json", ...words)).toEqual(calm);
  }); // prettier-ignore

  it("leaves a trace that holds, in ticks of its own", async () => {
    const place = folder();
    const path = join(place, "trace.jsonl");
    const world = ["--latency", "exponential:5", "--faults", "drop=0.3"];
    await command("gradients", ...filesIn(place), ...world, "--trace", path);
    const { code, stdout } = await command("trace", "verify", path);
    expect([code, stdout]).toEqual([0, expect.stringContaining("all hold")]);
  });

  it.each([
    [["--transport", "local", "--latency", "5"], "--latency: expected --transport simulated beside it; got local"],
    [["--faults", "crash=0.1", "--trace", "t.jsonl"], "--trace: expected --faults without crash, outage, failover and throw, which begin batches anew; got crash"],
    [["--transport", "locl"], '--transport: expected one of local, simulated; got "locl" (did you mean "local"?)'],
  ])("refuses %j", async (words, message) => {
    const { code, stdout, stderr } = await command("gradients", ...filesIn(folder()), ...words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  }); // prettier-ignore

  it("ends with 4, naming the link, where nothing gets through", async () => {
    const { code, stderr } = await command("gradients", ...filesIn(folder()), "--faults", "drop=1");
    expect([code, stderr]).toEqual([4, "the coordinator reached i1 in none of 40 tries (data)\n"]);
  });
});
