import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { TallyDocument } from "../../src/cli/simulate/simulation-report.ts";
import { Host } from "../../src/transport/simulated/host.ts";
import { situations } from "../../src/study/faults/situations.ts";
import { mazurNetwork } from "../oracle/published.ts";
import { command, document, folderWith } from "./command-line.ts";

const samples = { inputs: [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7]], targets: [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5]] }; // prettier-ignore

describe("simulate", () => {
  it("says how many schedules held, and what they came upon", async () => {
    const { code, stdout } = await command("simulate", "--seeds", "30");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^30 schedules of faults over 30 small networks: every law held/);
    for (const situation of situations) expect(stdout).toContain(situation);
  });

  it("runs a network of the user's, in one process or in several, to the same counts", async () => {
    const folder = folderWith({ "network.json": mazurNetwork, "samples.json": samples });
    const words = [join(folder, "network.json"), join(folder, "samples.json"), "--faults", "drop=0.2,crash=0.002", "--latency", "uniform:1:9", "--batch-size", "2"]; // prettier-ignore
    const one = await document<TallyDocument>("simulate", ...words, "--seeds", "60", "--processes", "1");
    expect(one).toMatchObject({ schedules: 60, violations: 0 });
    const parts = await Promise.all([0, 30].map((from) => document<TallyDocument>("simulate", ...words, "--from", `${from}`, "--seeds", "30"))); // prettier-ignore
    const sum = (key: "events" | "faults"): number => parts.reduce((total, part) => total + part[key], 0);
    expect(one).toMatchObject({ events: sum("events"), faults: sum("faults") });
  });

  it("writes a failing run made small, ends with 5, and runs it again from its file", async () => {
    const path = join(folderWith({}), "failure.json");
    const silent = vi.spyOn(Host.prototype, "restart").mockReturnValue();
    try {
      const failing = await command("simulate", "--seeds", "200", "--processes", "1", "--out", path);
      expect(failing.code).toBe(5);
      expect(failing.stdout).toContain("A law was broken after");
      expect(failing.stdout).toContain(`counterflow simulate --replay ${path}`);
      const file = JSON.parse(readFileSync(path, "utf8")) as { faults: unknown[]; law: string };
      expect([file.law, file.faults.length]).toEqual(["liveness", 1]);
      const again = await command("simulate", "--replay", path);
      expect([again.code, again.stdout.split("\n")[1]?.startsWith("liveness: ")]).toEqual([5, true]);
    } finally {
      silent.mockRestore();
    }
    const held = await command("simulate", "--replay", path);
    expect([held.code, held.stdout]).toEqual([0, expect.stringMatching(/; every law held\n$/)]);
  });

  it.each([
    [["--seeds", "0"], 2, "--seeds: expected a whole number from 1 on; got "],
    [["--faults", "drp=0.1"], 2, '--faults: expected one of drop, duplicate, reorder, corrupt, crash, outage, pause, partition, failover, cut, flap, skew, jump, slow, throw, lossy; got "drp" (did you mean "drop"?)'],
    [["--faults", "drop=0.1,lossy"], 2, "--faults: expected reliable delivery, as every bit is compared; got lossy"],
    [["--faults", "drop"], 2, '--faults: expected drop=RATE; got "drop"'],
    [["--faults", "drop=0.1,drop=0.2"], 2, "--faults: expected drop once; got it again"],
    [["--faults", "drop=2"], 2, "--faults drop: expected a rate from 0 to 1; got "],
    [["--latency", "exp:5"], 2, '--latency: expected one of a number of ticks, uniform, exponential, distance, pareto; got "exp"'],
    [["--latency", "uniform:9:1"], 2, "--latency: expected uniform:FROM:TO with FROM up to TO; got 9 and 1"],
    [["network.json"], 2, "SAMPLES: expected beside NETWORK; got nothing"],
  ] as const)("refuses %j", async (words, code, message) => {
    const result = await command("simulate", ...words);
    expect([result.code, result.stdout]).toEqual([code, ""]);
    expect(result.stderr).toContain(message);
  });
}); // prettier-ignore
