import { describe, expect, it } from "vitest";
import { command, start, folderWith } from "./command-line.ts";

describe("wrong usage ends with exit code 2 and one sentence", () => {
  it.each<[readonly string[], string]>([
    [
      [],
      "COMMAND: expected one of gradients, train, predict, run, schedule, simulate, study, trace, list; got nothing",
    ],
    [
      ["trian", "n.json", "s.json"],
      'COMMAND: expected one of gradients, train, predict, run, schedule, simulate, study, trace, list; got "trian" (did you mean "train"?)',
    ],
    [["--jsn"], "unknown option '--jsn'"],
    [["train", "n.json"], "missing required argument 'SAMPLES'"],
    [["gradients", "a", "b", "c"], "too many arguments for 'gradients'. Expected 2 arguments but got 3"],
    [["train", "a", "b", "--bach-size", "3"], "unknown option '--bach-size' (did you mean --batch-size?)"],
    [["train", "a", "b", "--epochs"], "option '--epochs <N>' argument missing"],
    [["train", "a", "b", "--batch-size", "0"], '--batch-size: expected a whole number from 1 on; got "0"'],
    [
      ["train", "a", "b", "--batch-size", "2.5"],
      '--batch-size: expected a whole number from 1 on; got "2.5"',
    ],
    [["train", "a", "b", "--epochs", "-1"], '--epochs: expected a whole number from 0 on; got "-1"'],
    [["train", "a", "b", "--epochs", "1", "--epochs", "2"], "--epochs: expected one value; got another one"],
    [
      ["train", "a", "b", "--learning-rate", "abc"],
      '--learning-rate: expected a finite number from 0; got "abc"',
    ],
    [
      ["train", "a", "b", "--learning-rate", "1e400"],
      '--learning-rate: expected a finite number from 0; got "1e400"',
    ],
    [
      ["train", "a", "b", "--learning-rate", "0x10"],
      '--learning-rate: expected a finite number from 0; got "0x10"',
    ],
    [["train", "a", "b", "--learning-rate", ""], '--learning-rate: expected a finite number from 0; got ""'],
    [
      ["train", "a", "b", "--optimizer", "adm"],
      '--optimizer: expected one of sgd, momentum, nesterov, rmsprop, adam, adamw; got "adm" (did you mean "adam"?)',
    ],
    [
      ["train", "a", "b", "--momentum", "0.5"],
      "--momentum: expected --optimizer momentum or nesterov beside it; got sgd",
    ],
    [
      ["train", "a", "b", "--clip-norm", "1", "--clip-value", "2"],
      "option '--clip-norm <L>' cannot be used with option '--clip-value <L>'",
    ],
    [
      ["train", "a", "b", "--seed", "18446744073709551616"],
      '--seed: expected a whole number from 0 on; got "18446744073709551616"',
    ],
    [
      ["train", "a", "b", "--learning-rate-schedule", "stairs"],
      '--learning-rate-schedule: expected constant, step:EVERY:FACTOR, cosine[:FLOOR] or warm-up:COMMITS; got "stairs"',
    ],
    [
      ["train", "a", "b", "--learning-rate-schedule", "step:0:0.5"],
      '--learning-rate-schedule step:EVERY: expected a whole number from 1 on; got "0"',
    ],
    [
      ["train", "a", "b", "--learning-rate-schedule", "cosine:3"],
      "--learning-rate-schedule: expected a number from 0 to rate (0.1); got 3",
    ],
    [
      ["gradients", "a", "b", "--transport", "pigeons"],
      '--transport: expected one of local, simulated; got "pigeons"',
    ],
    [
      ["gradients", "a", "b", "--targets", "y,,z"],
      '--targets: expected names with a comma between each two; got "y,,z"',
    ],
  ])("%j", async (argv, sentence) => {
    expect(await command(...argv)).toEqual({ code: 2, stdout: "", stderr: `${sentence}\n` });
  });
});

describe("help", () => {
  it("lists the commands and the exit codes", async () => {
    const { code, stdout, stderr } = await command("--help");
    expect([code, stderr]).toEqual([0, ""]);
    for (const name of ["gradients", "train", "predict", "run", "list"]) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    }
    expect(stdout).toContain("3 bad input");
  });

  it.each([
    ["gradients", ["--seed", "--micro-batch", "--transport", "--targets", "--classes", "--json"]],
    [
      "train",
      [
        "--epochs",
        "--batch-size",
        "--learning-rate",
        "--learning-rate-schedule",
        "--optimizer",
        "--momentum",
      ].concat(
        [
          "--weight-decay",
          "--clip-norm",
          "--clip-value",
          "--shuffle",
          "--validation",
          "--micro-batch",
          "--seed",
        ],
        ["--out", "--json", "--quiet", "SHA-256"],
      ),
    ],
    ["predict", ["--seed", "--targets", "--classes", "--json"]],
    ["list", ["--json"]],
  ])("of %s tells its options", async (name, options) => {
    const { code, stdout, stderr } = await command(name, "--help");
    expect([code, stderr]).toEqual([0, ""]);
    for (const option of options) expect(stdout).toContain(option);
    expect(await command("help", name)).toEqual({ code, stdout, stderr });
  });

  it("tells the version of the package", async () => {
    expect(await command("--version")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it("and errors are the same from a process of its own", async () => {
    const folder = folderWith({});
    const [help, error] = await Promise.all([start(folder, "--help").ended, start(folder, "trian").ended]);
    expect(help).toEqual(await command("--help"));
    expect(error).toEqual(await command("trian"));
  });
});
