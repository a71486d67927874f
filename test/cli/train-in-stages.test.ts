import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { planNames } from "../../src/schedule/plans.ts";
import { policyNames } from "../../src/schedule/policies.ts";
import { readCsv } from "../view/export/csv-reader.ts";
import { command, document, folderWith } from "./command-line.ts";

interface StagedDocument {
  readonly epochs: readonly { loss: number; validation?: { loss: number } }[];
  readonly commits: number;
  readonly finalLoss: number;
  readonly weightsSha256: string;
  readonly schedule?: {
    readonly name: string;
    readonly kind: string;
    readonly stages: number;
    readonly layers: readonly (readonly string[])[];
    readonly microBatch: number;
    readonly ticks: number;
    readonly makespan: number;
    readonly utilisation: readonly number[];
    readonly bubbleOfTotal: number;
    readonly peakInFlight: readonly number[];
    readonly commits: readonly number[];
    readonly liveVersions: readonly number[];
    readonly keptVersions: readonly number[];
    readonly staleness: readonly ({ min: number; mean: number; max: number } | null)[];
    readonly stalenessConvention: string;
  };
  readonly errorTransport?: {
    readonly name: string;
    readonly alignment: Record<"start" | "end", readonly { population: string; delta: number | null }[]>;
  };
}

const network = {
  format: "counterflow-network",
  version: 1,
  loss: "binary-cross-entropy",
  seed: 3,
  layers: [
    { id: "x", size: 2 },
    { id: "h", size: 4, activation: "tanh" },
    { id: "k", size: 3, activation: "tanh" },
    { id: "l", size: 4, activation: "tanh" },
    { id: "y", size: 1, activation: "sigmoid" },
  ],
};

function files(more: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ "network.json": network, ...more });
  return { folder, network: join(folder, "network.json"), in: (name: string) => join(folder, name) };
}

const moons = "builtin:moons:samples=24,seed=1";
const common = ["--epochs", "2", "--batch-size", "8", "--learning-rate", "0.5"];

describe("train --schedule", () => {
  it("of a plan has the bits of no schedule at all, and so do its losses: every plan, any micro-batches", async () => {
    const { network: path } = files();
    const argv = [
      "train",
      path,
      moons,
      ...common,
      "--shuffle",
      "7",
      "--validation",
      "builtin:moons:samples=9",
    ];
    const { schedule: none, ...plain } = await document<StagedDocument>(...argv);
    expect(none).toBeUndefined();
    for (const name of planNames) {
      for (const cut of [[], ["--micro-batch", "1", "--latency", "exponential:3"]]) {
        const { schedule, ...rest } = await document<StagedDocument>(...argv, "--schedule", name, ...cut);
        expect(rest).toEqual(plain);
        expect(schedule).toMatchObject({ name, kind: "plan", stalenessConvention: "crossed" });
        for (const spread of schedule?.staleness ?? []) expect(spread).toEqual({ min: 0, mean: 0, max: 0 });
      }
    }
  });

  it("of GPipe on 4 stages tells what the formulas say: makespan, bubble, in flight", async () => {
    const argv = ["train", files().network, moons, ...common, "--schedule", "gpipe", "--micro-batch", "1"];
    const { schedule } = await document<StagedDocument>(...argv);
    // m = 8, p = 4, f = b = 1: (m + p − 1) · (f + b), (p − 1) / (m + p − 1).
    expect(schedule).toMatchObject({ stages: 4, makespan: 22, ticks: 6 * 22, peakInFlight: [8, 8, 8, 8] });
    expect(schedule?.bubbleOfTotal).toBeCloseTo(3 / 11, 12);
    expect(schedule?.layers).toEqual([["x", "h"], ["k"], ["l"], ["y"]]);
  });

  it("of interleaved 1F1B on 2 processors takes half a bubble, as each has two stages", async () => {
    const argv = ["train", files().network, moons, ...common, "--schedule", "interleaved-1f1b"];
    const { schedule } = await document<StagedDocument>(...argv, "--micro-batch", "1");
    // m · (f + b) + (p − 1) · (f + b) / v, with m = 8, p = 2, v = 2, f = b = 1.
    expect(schedule).toMatchObject({ stages: 4, makespan: 17, utilisation: [16 / 17, 16 / 17] });
  });

  it("of PipeDream tells that p − 1 − s updates are crossed and p − s versions kept", async () => {
    const argv = ["train", files().network, moons, "--epochs", "9", "--batch-size", "4", "--quiet"];
    const { schedule, commits } = await document<StagedDocument>(...argv, "--schedule", "pipedream");
    expect(commits).toBe(54);
    expect(schedule?.liveVersions).toEqual([4, 3, 2, 1]);
    expect(schedule?.staleness.map((spread) => spread?.max)).toEqual([3, 2, 1, 0]);
    expect(schedule?.commits).toEqual([54, 54, 54, 54]);
  });

  it.each(policyNames)("of %s trains, and says so to people", async (name) => {
    const argv = ["train", files().network, moons, ...common, "--schedule", name, "--stages", "2"];
    const { code, stdout, stderr } = await command(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`${name}: 2 stages, `);
    expect(stdout).toMatch(
      /^stage {2}layers +commits {2}live versions {2}staleness: least {3}mean {2}most$/m,
    );
    expect(stdout).toMatch(/^busy in the run: \d+(\.\d+)? %, \d+/m);
  });

  it("of AMPNet with one key in flight is training without any", async () => {
    const argv = ["train", files().network, moons, ...common];
    const plain = await document<StagedDocument>(...argv);
    const one = await document<StagedDocument>(
      ...[...argv, "--schedule", "ampnet", "--max-active-keys", "1", "--micro-batch", "8"],
    );
    expect(one.weightsSha256).toBe(plain.weightsSha256);
    const many = await document<StagedDocument>(...argv, "--schedule", "ampnet", "--micro-batch", "8");
    expect(many.weightsSha256).not.toBe(plain.weightsSha256);
  });

  it("of a file is one's own plan, to the same bits", async () => {
    const own = files({ "own.csv": "0F0,0F1,0I1,0W1,0B0\n1F0,1F1,1B1,1B0\n" });
    const argv = ["train", own.network, moons, ...common];
    const plain = await document<StagedDocument>(...argv);
    const { schedule, weightsSha256 } = await document<StagedDocument>(
      ...argv,
      "--schedule",
      own.in("own.csv"),
    );
    expect(weightsSha256).toBe(plain.weightsSha256);
    expect(schedule).toMatchObject({ name: own.in("own.csv"), stages: 2, microBatch: 4 });
  });

  it("writes the network, and a trace that holds", async () => {
    const { network: path, in: at } = files();
    const argv = ["train", path, moons, ...common, "--schedule", "paci", "--out", at("out.json")];
    const { code } = await command(...argv, "--trace", at("run.jsonl"));
    expect(code).toBe(0);
    expect(parseNetwork(JSON.parse(readFileSync(at("out.json"), "utf8"))).parameterCount).toBe(48);
    const { code: verified, stdout } = await command("trace", "verify", at("run.jsonl"));
    expect(verified).toBe(0);
    expect(stdout).toContain("each derived again from its parents: all hold");
    const table = await command(
      "trace",
      "export",
      at("run.jsonl"),
      "--format",
      "messages",
      "--phase",
      "backward",
    );
    const [head, ...rows] = readCsv(table.stdout);
    expect(head?.slice(-4)).toEqual(["forward", "transport", "applied", "crossed"]);
    // Backward over 12 + 12 + 4 synapses, of 2 epochs of 3 batches in 4 micro-batches.
    expect(rows).toHaveLength(28 * 24);
    const column = (name: string): number[] => rows.map((row) => Number(row[head?.indexOf(name) ?? -1]));
    expect(column("crossed")).toEqual(
      column("applied").map((applied, i) => applied - (column("forward")[i] ?? NaN)),
    );
    const shown = await command("trace", "show", at("run.jsonl"), "--view", "gantt");
    expect(shown.stdout).toContain("paci");
  });

  it.each([
    [["--schedule", "gpip"], 2, '--schedule: expected one of sequential, gpipe, 1f1b, interleaved-1f1b, zb-h1, zb-h2, chimera, pipedream-naive, pipedream, pipedream-vertical-sync, pipedream-2bw, paci, pipemare, ampnet, FILE.csv; got "gpip" (did you mean "gpipe"?)'],
    [["--stages", "2"], 2, "--stages: expected --schedule beside it; got none"],
    [["--max-staleness", "2"], 2, "--max-staleness: expected --schedule beside it; got none"],
    [["--schedule", "gpipe", "--stages", "5"], 2, "--stages: expected at most 4, as the network has 4 layers besides the inputs; got 5"],
    [["--schedule", "chimera", "--stages", "3"], 2, "--stages: expected an even number for chimera; got 3"],
    [["--schedule", "gpipe", "--chunks", "2"], 2, "--chunks: expected --schedule interleaved-1f1b; got gpipe"],
    [["--schedule", "paci", "--max-active-keys", "2"], 2, "--max-active-keys: expected --schedule ampnet; got paci"],
    [["--schedule", "gpipe", "--max-staleness", "2"], 2, "--max-staleness: expected a policy as --schedule; got gpipe"],
    [["--schedule", "gpipe", "--forward", "1,2"], 2, "--forward: expected 1 or 4 numbers; got 2"],
    [["--schedule", "gpipe", "--transport", "simulated"], 2, "--transport: expected none, as stages have their own virtual time, beside --schedule; got gpipe"],
    [["--schedule", "gpipe", "--faults", "drop=0.1"], 2, "--faults: expected none, as stages have their own virtual time, beside --schedule; got gpipe"],
    [["--schedule", "gpipe", "--latency", "distance:2"], 2, "--latency: expected one of a link between two stages beside --schedule; got gpipe"],
    [["--schedule", "gpipe", "--checkpoint", "here"], 2, "--checkpoint: expected none beside --schedule; got gpipe"],
    [["--schedule", "gpipe", "--clip-norm", "1"], 2, "--clip-norm: expected none, as no stage knows the gradients of the others, beside --schedule; got gpipe"],
    [["--schedule", "pipedream", "--micro-batch", "2"], 2, "--batch-size: expected 1 micro-batch, after which the policy commits; got 4"],
    [["--schedule", "paci", "--batch-size", "5", "--micro-batch", "2"], 2, "--batch-size: expected batches of 3 micro-batches each, as a policy has no flush; got a last one of 2"],
    [["--schedule", "pipedream-2bw", "--micro-batch", "8"], 4, "stage 0, micro-batch 2: expected weight version 1; got 0 commits: the schedule cannot keep to its rule"],
    [["--schedule", "pipedream", "--max-staleness", "1"], 4, "stage 1, micro-batch 2: expected a gradient that crosses at most 1 commits; got 2"],
    [["--schedule", "paci", "--error-transport", "kolen-pollack"], 2, "--error-transport: expected error weights that follow from the weights, of which a policy may read older versions; got kolen-pollack"],
  ])("%j is refused, or fails, with clear words", async (argv, code, message) => {
    const outcome = await command("train", files().network, moons, "--epochs", "1", "--quiet", ...(argv.includes("--batch-size") ? [] : ["--batch-size", "8"]), ...argv);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr.trimEnd().split("\n").at(-1)).toBe(message);
    expect(outcome.stdout).toBe("");
    expect(existsSync("here")).toBe(false);
  }); // prettier-ignore

  it("of a file that deadlocks, or is none, is bad input that names the file", async () => {
    const own = files({ "ring.csv": "0F0,0B0\n1B0,1F0\n", "none.csv": "0F0,0X0\n" });
    const run = (name: string) => command("train", own.network, moons, "--schedule", own.in(name));
    const ring = await run("ring.csv");
    expect(ring.code).toBe(3);
    expect(ring.stderr).toContain("ring.csv: rank 1: expected an order without a deadlock");
    expect((await run("none.csv")).stderr).toContain(
      "none.csv: line 1, column 5: expected an action such as 0F2",
    );
  });
});

describe("train --error-transport", () => {
  it("tells how far error signals are from those of backpropagation, before and after", async () => {
    const argv = ["train", files().network, moons, ...common, "--error-transport", "feedback-alignment"];
    const { errorTransport } = await document<StagedDocument>(...argv);
    expect(errorTransport?.name).toBe("feedback-alignment");
    const { start = [], end = [] } = errorTransport?.alignment ?? {};
    expect(start.map(({ population }) => population)).toEqual(["h", "k", "l", "y"]);
    expect(end.at(-1)?.delta).toBe(0);
    expect(start[0]?.delta).toBeGreaterThan(20);
    const other = await document<StagedDocument>(...argv, "--feedback-seed", "9");
    expect(other.errorTransport?.alignment.start).not.toEqual(start);
    const { stdout } = await command(...argv, "--quiet");
    expect(stdout).toContain("feedback-alignment: degrees from what backpropagation would send");
  });

  it("learns in stages what it learns without them, by every rule", async () => {
    const rules = [
      "backpropagation",
      "feedback-alignment",
      "direct-feedback-alignment",
      "uniform-sign-symmetry",
      "batchwise-random-sign-symmetry",
      "fixed-random-sign-symmetry",
      "kolen-pollack",
      "frozen-hidden",
    ];
    const { network: path } = files();
    const digests = new Set<string>();
    for (const rule of rules) {
      const argv = ["train", path, moons, ...common, "--error-transport", rule];
      const { schedule: none, ...plain } = await document<StagedDocument>(...argv);
      const { schedule, ...staged } = await document<StagedDocument>(...argv, "--schedule", "zb-h1");
      expect(none).toBeUndefined();
      expect(schedule?.stages).toBe(4);
      expect(staged).toEqual(plain);
      digests.add(plain.weightsSha256);
    }
    expect(digests.size).toBe(rules.length);
  });

  it("is part of what a run is: another one does not go on from its checkpoint", async () => {
    const { network: path, in: at } = files();
    const argv = ["train", path, moons, "--batch-size", "8"];
    const short = ["--epochs", "2"];
    const rule = ["--error-transport", "fixed-random-sign-symmetry"];
    const whole = await document<StagedDocument>(...argv, ...rule, "--epochs", "4");
    await document<StagedDocument>(...argv, ...rule, ...short, "--checkpoint", at("run"));
    const resumed = await document<StagedDocument>(...argv, ...rule, "--epochs", "4", "--resume", at("run"));
    expect(resumed.weightsSha256).toBe(whole.weightsSha256);
    for (const other of [[], [...rule, "--feedback-seed", "9"]]) {
      const { code, stderr } = await command(...argv, ...other, ...short, "--resume", at("run"));
      expect(code).toBe(3);
      expect(stderr).toContain("error transport: expected");
    }
  });

  it.each([
    [["--feedback-seed", "1"], "--feedback-seed: expected --error-transport feedback-alignment, direct-feedback-alignment, batchwise-random-sign-symmetry, fixed-random-sign-symmetry, kolen-pollack; got none"],
    [["--error-transport", "kolen-pollack", "--checkpoint", "x"], "--checkpoint: expected error weights that follow from the weights; got kolen-pollack, whose learn too"],
    [["--error-transport", "direct-feedback-alignment", "--trace", "x.jsonl"], "--trace: expected error signals that come back over the synapses; got direct-feedback-alignment"],
  ])("%j is refused", async (argv, message) => {
    const outcome = await command("train", files().network, moons, ...argv);
    expect(outcome).toMatchObject({ code: 2, stderr: `${message}\n` });
    expect(existsSync("x.jsonl")).toBe(false);
  }); // prettier-ignore
});
