import { describe, expect, it } from "vitest";
import { differences } from "../../../src/model/checkpoint/run-identity.ts";

describe("the identity of a run", () => {
  const run = new Map([
    ["samples", "ab12"],
    ["batch size", "10"],
    ["shuffle", "7"],
  ]);

  it("has no differences from itself, in whatever order facts are told", () => {
    expect(differences(run, new Map([...run].reverse()))).toEqual([]);
  });

  it("names each fact that differs, what the checkpoint says and what is so now", () => {
    const now = new Map([
      ["samples", "cd34"],
      ["batch size", "10"],
      ["clipping", "norm 1"],
    ]);
    expect(differences(run, now)).toEqual([
      { path: "samples", message: "expected ab12 as in the checkpoint; got cd34" },
      { path: "shuffle", message: "expected 7 as in the checkpoint; got none" },
      { path: "clipping", message: "expected none as in the checkpoint; got norm 1" },
    ]);
  });

  it("shows texts that somebody else put there as inert ones", () => {
    const [problem] = differences(new Map([["samples", "\u001b[31mred"]]), new Map([["samples", "ab"]]));
    expect(problem?.message).toBe('expected "\\u001b[31mred" as in the checkpoint; got ab');
  });
});
