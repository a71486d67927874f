import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { resumeCommand } from "../../../src/cli/train/resume-command.ts";

describe("the command that resumes", () => {
  it.each([
    [
      ["train", "n.json", "s.csv", "--checkpoint", "ck", "--every", "3"],
      "train --resume ck n.json s.csv --every 3",
    ],
    [["train", "--checkpoint=old", "n.json", "s.csv"], "train --resume ck n.json s.csv"],
    [["train", "n.json", "s.csv", "--resume", "old", "--checkpoint", "ck"], "train --resume ck n.json s.csv"],
    [["train", "--resume=old", "--", "n.json", "-s.csv"], "train --resume ck -- n.json -s.csv"],
  ])("names one directory, however the others were given: %j", (argv, command) => {
    expect(resumeCommand(argv, "ck")).toBe(`counterflow ${command}`);
  });

  it("reaches the program as it was given, whatever a shell makes of words", () => {
    const words = [
      "it's",
      "a b",
      "$HOME",
      "*",
      "",
      "`x`",
      "a;b",
      "x\ny",
      'say "so"',
      "builtin:xor:samples=4,seed=1",
    ];
    const command = resumeCommand(["train", ...words], "my dir").replace(/^counterflow/, "printf '%s\\0'");
    const given = execFileSync("sh", ["-c", command], { encoding: "utf8" }).split("\0").slice(0, -1);
    expect(given).toEqual(["train", "--resume", "my dir", ...words]);
  });
});
