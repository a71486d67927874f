import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { describeFailure } from "../../../src/cli/io/report-failure.ts";
import { addScenarioOptions } from "../../../src/cli/show/run-scenario.ts";

const file = fileURLToPath(new URL("demo-scenario.ts", import.meta.url));
const program = [process.execPath, "--import", "tsx", file];

/** Runs the demonstration as a process of its own. */
function run(...words: string[]): {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const [command = "", ...start] = program;
  const { status, stdout, stderr } = spawnSync(command, [...start, ...words], {
    encoding: "utf8",
    env: quietEnvironment(),
  });
  return { code: status, stdout, stderr };
}

/** Nothing of where the tests run may decide how the demonstration looks. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const decisive = ["NO_COLOR", "FORCE_COLOR", "CI"];
  const rest = Object.entries(process.env).filter(([name]) => !decisive.includes(name));
  return { ...Object.fromEntries(rest), TERM: "xterm" };
}

function shell(command: string) {
  return spawnSync("bash", ["-o", "pipefail", "-c", command], { encoding: "utf8", env: quietEnvironment() });
}

const quoted = program.map((word) => `'${word}'`).join(" ");
// util-linux has a program that runs another on a terminal.
const hasScript = spawnSync("script", ["--version"]).status === 0;

describe("a scenario run as a program", () => {
  test("has its own options and those of all scenarios", () => {
    const { code, stdout, stderr } = run("--learning-rate", "2", "--lang", "zh", "--speed", "1");
    expect(stdout.startsWith("learning rate 2, language zh\n")).toBe(true);
    expect(stdout).toContain("反向传播");
    expect(stdout.endsWith("line 999\n")).toBe(true);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  // What every failure is called, and its code, report-failure.test.ts says.
  test("says in one sentence why it failed, and ends with the failure's code", () => {
    const { code, stderr } = run("--fail", "run");
    expect({ code, stderr }).toEqual({ code: 4, stderr: "neuron h1: z is NaN\n" });
  });

  test("ends quietly when its reader goes", () => {
    const { status, stdout, stderr } = shell(`${quoted} | head -1`);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "learning rate 0.5, language en\n",
      stderr: "",
    });
  });

  test.runIf(hasScript)("is plain on a terminal of 0 columns, and waits for no key there", () => {
    const { status, stdout } = shell(`script -qec "stty cols 0; ${quoted} --step" /dev/null </dev/null`);
    expect(stdout).toContain("▲");
    expect(stdout).not.toContain("\u001b[?25l");
    expect(status).toBe(0);
  });

  test.runIf(hasScript)("moves on a terminal, and gives the cursor back", () => {
    const { status, stdout } = shell(
      `script -qec "stty cols 80 rows 24; ${quoted} --speed max" /dev/null </dev/null`,
    );
    expect(stdout).toContain("o2 commits version 1");
    expect(stdout.split("\u001b[?25l").length).toBe(2);
    expect(stdout.split("\u001b[?25h").length).toBe(2);
    expect(status).toBe(0);
  });

  test.runIf(hasScript)("stops with Ctrl-C while it waits for a key, with code 130", async () => {
    const command = `stty cols 80 rows 24; ${quoted} --step`;
    const child = spawn("script", ["-qec", command, "/dev/null"], { env: quietEnvironment() });
    // Each key is pressed once what it answers is on the screen.
    const keys = [
      { after: "i1 is given", key: " " },
      { after: "i2 is given", key: "\u0003" },
    ];
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (keys[0] !== undefined && stdout.includes(keys[0].after)) child.stdin.write(keys.shift()?.key ?? "");
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(stdout).not.toContain("line 0");
    expect(stdout.split("\u001b[?25h").length).toBe(2);
    expect(code).toBe(130);
  });
});

describe("addScenarioOptions", () => {
  const scenario = {
    name: "demo",
    summary: "a demonstration",
    options: [{ name: "learning-rate", help: "a number", fallback: "0.5" }],
    run: () => Promise.resolve(),
  };
  const parse = (...words: string[]): Record<string, unknown> => {
    const command = new Command().configureOutput({ writeErr: () => undefined });
    return addScenarioOptions(command, scenario).parse(words, { from: "user" }).opts();
  };

  test.each([
    [[], {}],
    [["--learning-rate", "-2"], { learningRate: "-2" }],
    [["--step", "--lang", "zh"], { lang: "zh", step: true }],
    [["--speed", "0.5"], { speed: 0.5 }],
    [["--speed", "max"], { speed: 0 }],
    [["--precision", "f32", "--kernel", "js"], { precision: "f32", kernel: "js" }],
  ])("reads %j", (words, options) => {
    const defaults = { learningRate: "0.5", lang: "en", precision: "f64", kernel: "auto" };
    expect(parse(...words)).toEqual({ ...defaults, ...options });
  });

  test("explains them", () => {
    const help = addScenarioOptions(new Command(), scenario).helpInformation();
    expect(help).toMatch(/--learning-rate <value>\s+a number \(default: "0.5"\)/);
    for (const option of ["--lang", "--step", "--speed"]) expect(help).toContain(option);
  });

  test.each([
    [["--learnig-rate", "2"], "unknown option '--learnig-rate'"],
    [["--lang", "fr"], "Allowed choices are en, zh"],
    [["--speed", "-1"], "Expected a number from 0 on, or max"],
    [["--speed", "fast"], "Expected a number from 0 on, or max"],
    [["--speed", ""], "Expected a number from 0 on, or max"],
    [["more"], "too many arguments"],
  ])("calls %j wrong usage", (words, message) => {
    const error = errorOf(() => parse(...words));
    expect(String(error)).toContain(message);
    expect(describeFailure(error).code).toBe(2);
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
