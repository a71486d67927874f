import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "counterflow-compiled-"));
const root = fileURLToPath(new URL("../../", import.meta.url));

function node(...words: readonly string[]): string {
  const environment = { ...process.env, NO_COLOR: "1" };
  return execFileSync(process.execPath, words, { encoding: "utf8", cwd: root, env: environment });
}

/** Runs what was compiled, whatever has become of the sources since. */
function compiled(...words: readonly string[]): string {
  const main = JSON.stringify(pathToFileURL(join(folder, "main.js")).href);
  const run = `const { runProcess } = await import(${main}); await runProcess(process.argv.slice(1));`;
  return node("--input-type=module", "--eval", run, "--", ...words);
}

describe("the compiled command line", () => {
  beforeAll(() => {
    expect(node("src/cli/compile.js", folder)).toBe("");
    return () => rmSync(folder, { recursive: true });
  });

  it.each(["--help", "list", "gradients --help", "run worked-example", "run reversed-arrows --lang zh"])(
    "prints what the sources print: %s",
    (line) => {
      const words = line.split(" ");
      const printed = compiled(...words);
      expect(printed).toBe(node("--import", "tsx", "src/cli/main.ts", ...words));
      expect(printed.length).toBeGreaterThan(100);
    },
  );

  it("writes the player's page, whose parts lie beside the sources", () => {
    const pages = folderWith({});
    compiled("run", "message-flow", "--html", join(pages, "flow.html"));
    expect(readFileSync(join(pages, "flow.html"), "utf8")).toContain("<script>");
  });
});

/** A tree with a launcher, a source that says "source" and, if there is a time, what was compiled then. */
function treeWith(time: Date | undefined, place: string): string {
  const tree = join(folderWith({}), place);
  const write = (path: string, said: string): void => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `console.log(${JSON.stringify(said)});\n`);
  };
  write("src/cli/start.ts", "source");
  write("scenarios/some.ts", "");
  writeFileSync(join(tree, "package.json"), '{ "type": "module" }');
  for (const file of ["launch.js", "start.js"]) cpSync(join(root, "src/cli", file), join(tree, "src/cli", file)); // prettier-ignore
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  if (time !== undefined) {
    write("dist/start.js", "compiled");
    utimesSync(join(tree, "dist/start.js"), time, time);
  }
  return join(tree, "src/cli/start.js");
}

describe("the launcher", () => {
  it.each([
    { case: "nothing was compiled", time: undefined, place: "", runs: "source" },
    { case: "a source has changed since", time: new Date("2020-01-01"), place: "", runs: "source" },
    { case: "no source has changed since", time: new Date("2100-01-01"), place: "", runs: "compiled" },
    {
      case: "it is an installed package",
      time: new Date("2020-01-01"),
      place: "node_modules/counterflow",
      runs: "compiled",
    },
  ])("runs the $runs code where $case", ({ time, place, runs }) => {
    expect(node(treeWith(time, place))).toBe(`${runs}\n`);
  });
});
