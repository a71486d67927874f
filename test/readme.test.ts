import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const readme = readFileSync("README.md", "utf8");
const packageJson = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

/** Fenced blocks in order: what stands behind the fence, and the text. */
const blocks = [...readme.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, info = "", text = ""]) => ({
  info,
  text,
}));
const blockOf = (info: string): string => blocks.find((block) => block.info === info)?.text ?? "";

const tsx = import.meta.resolve("tsx");
const node = (args: readonly string[], cwd = process.cwd()): string =>
  execFileSync(process.execPath, ["--import", tsx, ...args], { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } }); // prettier-ignore

describe("the README", () => {
  const folder = mkdtempSync(join(tmpdir(), "counterflow-readme-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("shows a program of at most twelve lines that prints what is shown", () => {
    const at = blocks.findIndex(({ info }) => info === "ts");
    const program = blocks[at]?.text ?? "";
    expect(program.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(12);
    expect(node(["--input-type=module", "--eval", program])).toBe(blocks[at + 1]?.text);
  });

  it("shows commands that do their work on the files it shows", () => {
    for (const { info, text } of blocks) {
      const name = /^json (\S+)$/.exec(info)?.[1];
      if (name !== undefined) writeFileSync(join(folder, name), text);
    }
    const commands =
      blockOf("sh" /* the first block is npm's */) && blocks.filter(({ info }) => info === "sh").at(-1);
    const lines = (commands ? commands.text : "").trim().split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const line of lines) {
      const [npx, runner, script = "", ...args] = line.split(/\s+/);
      expect([npx, runner]).toEqual(["npx", "tsx"]);
      expect(node([resolve(script), ...args], folder)).not.toBe("");
    }
    expect(readdirSync(folder)).toContain("trained.json");
  });

  it("names npm scripts that exist", () => {
    const named = [...readme.matchAll(/npm (?:run )?(start|test|list|bench|simulate)/g)].map(
      ([, script = ""]) => script,
    );
    expect(new Set(named)).toEqual(new Set(["start", "test", "list", "bench", "simulate"]));
    for (const script of named) expect(packageJson.scripts).toHaveProperty(script);
  });

  it("shows the network forward and reversed, and the flow, as npm start prints them", () => {
    const printed = node([resolve("src/cli/start.ts")]);
    const shown = blocks.filter(({ info }) => info === "text");
    expect(shown.length).toBeGreaterThanOrEqual(2);
    for (const { text } of shown) for (const part of text.split(/^ *…\n/m)) expect(printed).toContain(part);
  });

  it("lists every scenario", () => {
    const scenarios = readdirSync("scenarios").filter((name) => name.endsWith(".ts"));
    for (const name of scenarios) expect(readme).toContain(`| \`${name.replace(".ts", "")}\` |`);
  });
});
