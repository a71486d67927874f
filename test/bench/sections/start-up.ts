import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { atMost } from "../harness/bar.ts";
import type { Contestant, Running } from "../harness/contestant.ts";
import type { Section } from "../harness/section.ts";
import { figureOf, secondsPerUnit } from "../harness/statistics.ts";
import { figureCells } from "../harness/table.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const commandFile = fileURLToPath(new URL("../../../src/cli/counterflow.js", import.meta.url));
const heat = "j";

/** Wall time until a program says its first line. It is ended then, with what it has started. */
function starter(
  id: string,
  command: string,
  args: readonly string[],
  isOwn: (line: string) => boolean,
): Contestant {
  const running: Running = {
    facts: {},
    turn: async () => ({ cpu: NaN, wall: await secondsToFirstLine(command, args, isOwn), units: 1 }),
    end: () => Promise.resolve(),
  };
  return { id, start: () => Promise.resolve(running) };
}

function secondsToFirstLine(
  command: string,
  args: readonly string[],
  isOwn: (line: string) => boolean,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    // A group of its own, as npm starts another process.
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "ignore"], detached: true });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (!text.split("\n").slice(0, -1).some(isOwn)) return;
      resolve((performance.now() - begin) / 1000);
      child.stdout.removeAllListeners("data");
      if (child.pid !== undefined && child.exitCode === null) endGroup(child.pid);
    });
    child.on("error", reject).on("close", () => reject(new Error(`${command}: expected a line; got none`)));
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

const anything = (line: string): boolean => line.trim() !== "";
/** npm says first what it runs. */
const notOfNpm = (line: string): boolean => anything(line) && !line.startsWith("> ");

const rows = [
  { contestant: starter("npm start", "npm", ["start"], notOfNpm), limit: 0.9 },
  { contestant: starter("counterflow --help", process.execPath, [commandFile, "--help"], anything), limit: 0.35 }, // prettier-ignore
];

/** How long the two commands take that everybody begins with. */
export const startUp: Section = {
  letter: "j",
  title: "j: start-up",
  heats: () => [
    {
      id: heat,
      contestants: rows.map(({ contestant }) => contestant),
      turns: 1,
      turnSeconds: 0,
      warmUpSeconds: 0,
    },
  ],
  tables: (results) => [
    {
      title: "j: start-up: seconds of wall time to the first line",
      headings: ["command", "seconds", "spread"],
      rows: rows.map(({ contestant: { id } }) => [
        id,
        ...figureCells(figureOf(secondsPerUnit(results, heat, id, "wall"))),
      ]),
    },
  ],
  bars: (results) =>
    rows.map(({ contestant: { id }, limit }) =>
      atMost(id, limit, figureOf(secondsPerUnit(results, heat, id, "wall")), " s"),
    ),
};
