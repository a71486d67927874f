import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Clock } from "../../../src/cli/io/clock.ts";

/** A terminal in memory: what is written to it can be read, what is typed into it goes to the program. */
export function fakeTerminal(size: { readonly columns?: number; readonly rows?: number } | "pipe") {
  const isTTY = size !== "pipe";
  const written: string[] = [];
  const stdout = new PassThrough();
  stdout.on("data", (chunk: Buffer) => written.push(chunk.toString()));
  const stdin = new PassThrough();
  const rawModes: boolean[] = [];
  const setRawMode = (isRaw: boolean): void => void rawModes.push(isRaw);
  Object.assign(stdout, isTTY ? { isTTY, columns: size.columns, rows: size.rows } : {});
  Object.assign(stdin, isTTY ? { isTTY, setRawMode } : {});
  return {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    rawModes,
    type: (text: string): void => void stdin.write(text),
    hangUp: (): void => void stdin.end(),
    raw: (): string => written.join(""),
    /** Without colours and cursor movements. */
    text: (): string => stripVTControlCharacters(written.join("")),
  };
}

/** A clock on which time passes only by waiting. */
export function fakeClock() {
  let now = 0;
  let turns = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => now,
    wait: (milliseconds) => {
      waits.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
    turn: () => {
      turns++;
      return Promise.resolve();
    },
  };
  return { clock, waits, turns: () => turns, pass: (milliseconds: number) => (now += milliseconds) };
}
