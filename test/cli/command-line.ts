import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { TextOutput } from "../../src/cli/io/command-io.ts";
import { main } from "../../src/cli/main.ts";

// The command line as a user meets it: what it prints and how it ends.

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line within this process. */
export async function command(...argv: readonly string[]): Promise<Outcome> {
  const stdout = collect();
  const stderr = collect();
  const code = await main(argv, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    stdin: Readable.from([]),
    environment: {},
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** What a command that must succeed prints with --json, as another reader of JSON gets it. */
export async function document<T>(...argv: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await command(...argv, "--json");
  if (code !== 0 || stderr !== "") throw new Error(`exit code ${String(code)}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

const fileOf = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Starts the command line as a process of its own, in `folder`, as the installed command does. */
export function start(folder: string, ...argv: readonly string[]) {
  return startFile("src/cli/counterflow.js", folder, ...argv);
}

/** Starts a file of the project as a process of its own, in `folder`. */
export function startFile(path: string, folder: string, ...argv: readonly string[]) {
  const child = spawn(process.execPath, [fileOf(path), ...argv], { cwd: folder });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
  return { child, ended };
}

/** A folder with these files, until the test is over. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "counterflow-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const isRaw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(join(folder, name), isRaw ? content : JSON.stringify(content));
  }
  return folder;
}

function collect(): { readonly stream: TextOutput; readonly text: () => string } {
  const pieces: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(piece: string, _, done) {
      pieces.push(piece);
      done();
    },
  });
  return { stream, text: () => pieces.join("") };
}
