import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../../src/index.ts";
import { jsonOf } from "../../../src/trace/json.ts";
import { hostileTrace } from "../../view/example-traces.ts";
import { relabelled } from "./rearranging.ts";
import { small, trainingOf } from "./recorded-runs.ts";
import { changesIn, changeTexts } from "./tampering.ts";
import { linesOf, verify } from "./verified.ts";

const lines = linesOf(trainingOf(small, { epochs: 1, batchSize: 2, microBatch: 1 }));
type Fields = Readonly<Record<string, unknown>>;
const lineOf = (kind: TraceEvent["kind"], fields: Fields = {}): number =>
  lines.findIndex((line, i) => {
    if (i === 0) return false;
    const event = JSON.parse(line) as Fields;
    return event["kind"] === kind && Object.entries(fields).every(([name, value]) => event[name] === value);
  });
/** The file with some fields of an event changed. */
function changed(kind: TraceEvent["kind"], fields: Fields, change: (event: Fields) => Fields): string[] {
  const at = lineOf(kind, fields);
  const event = JSON.parse(lines[at] ?? "") as Fields;
  return lines.with(at, jsonOf({ ...event, ...change(event) }));
}

const files: Readonly<Record<string, readonly string[]>> = {
  "a message with another value": changed("deliver", { to: "y" }, () => ({ values: [0.3] })),
  "a message with another weight": changed("deliver", { to: "y", from: "h" }, () => ({ weight: 0.7000000000000001 })),
  "a message of another version, forward": changed("deliver", { batch: 1 }, () => ({ weightVersion: 0 })),
  "a message of another version, backward": changed("deliver", { direction: "backward" }, () => ({ weightVersion: 1 })),
  "a message over no synapse": changed("deliver", { to: "h" }, () => ({ from: "x" })),
  "a message from nobody": changed("deliver", { to: "h" }, () => ({ from: "H" })),
  "a message that is missing": lines.toSpliced(lineOf("deliver", { to: "y", from: "h" }), 1),
  "a message that is missing, where all events are numbered anew": relabelled(lines.toSpliced(lineOf("deliver", { to: "y", from: "h" }), 1)),
  "another sum": changed("activate", { neuron: "h" }, () => ({ z: [1] })),
  "another activation": changed("activate", { neuron: "y" }, () => ({ a: [-0] })),
  "another gain": changed("delta", { neuron: "h" }, () => ({ gain: [1] })),
  "another delta": changed("delta", { neuron: "x" }, () => ({ delta: [0] })),
  "another loss": changed("loss", {}, () => ({ losses: [0] })),
  "another gradient": changed("gradient", { neuron: "h" }, () => ({ weights: [0, 0] })),
  "another weight after a commit": changed("commit", { neuron: "h" }, () => ({ weights: [0.25, 0.5] })),
  "a version that was left out": changed("commit", { neuron: "h" }, () => ({ weightVersion: 2 })),
  "other parents": changed("activate", { neuron: "y" }, () => ({ parents: [] })),
  "another time": changed("activate", { neuron: "y" }, () => ({ t: 7 })),
  "other samples": changed("delta", { neuron: "y" }, () => ({ samples: [1] })),
  "another batch": changed("feed", {}, () => ({ batch: 2 })),
  "rows in another order": changed("batch", {}, () => ({ rows: [1, 0] })),
  "another cut": changed("batch", {}, () => ({ microBatches: [2] })),
  "an unknown purpose": changed("batch", {}, () => ({ purpose: "trian" })),
  "settings that nobody can learn by": changed("train", {}, (event) => ({ settings: { ...(event["settings"] as object), optimizer: { name: "adan" } } })),
  "no end": lines.slice(0, -1),
  "an end in the middle": lines.toSpliced(9, 0, lines.at(-1) ?? ""),
}; // prettier-ignore

describe("what is wrong is said in one sentence", () => {
  const first = Object.entries(files).map(([what, file]) => {
    const [violation] = verify(file).violations;
    return [what, `line ${violation?.line}: ${violation?.message}`] as const;
  });

  it("that says where, what was expected, and what was got", async () => {
    const table = first.map(([what, sentence]) => `${what}\n    ${sentence}\n`).join("");
    await expect(table).toMatchFileSnapshot("golden/sentences.txt");
    for (const [, sentence] of first) {
      expect(sentence).toMatch(/^line \d+: [^\n]*expected [^\n]+; got [^\n]*[^.\n]$/);
      expect(sentence.length).toBeLessThan(200);
    }
  });

  it("that stays short and on its line whatever the names in the file are", () => {
    const hostile = linesOf(hostileTrace);
    for (const { line, text } of changesIn(hostile, changeTexts)) {
      for (const { message } of verify(hostile.with(line - 1, text)).violations) {
        expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
        expect(message.length).toBeLessThan(400);
      }
    }
  });
});

it("no more than twenty of them are listed, and all events are counted", () => {
  const other = lines.map((line, i) => (i === 0 ? line : line.replace(/"weight":[^,]+/, '"weight":9')));
  const { events, violations } = verify(other);
  expect(violations).toHaveLength(20);
  expect(events).toBe(lines.length - 1);
});
