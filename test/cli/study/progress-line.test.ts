import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createProgressLine, progressText } from "../../../src/cli/study/progress-line.ts";

function terminal(isTTY: boolean) {
  const pieces: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(piece: string, _, done) {
      pieces.push(piece);
      done();
    },
  });
  return { out: Object.assign(stream, { isTTY, columns: 60 }), pieces };
}

const never = (): Promise<void> => Promise.reject(new Error("nobody waits here"));

describe("the progress of a study", () => {
  test.each([
    [{ total: 10, before: 0, done: 1 }, 2, "1 of 10 cases, 0:18 left"],
    [{ total: 10, before: 4, done: 7 }, 60, "7 of 10 cases, 1:00 left"],
    [{ total: 12_000, before: 0, done: 1 }, 1, "1 of 12,000 cases, 3:19:59 left"],
    [{ total: 10, before: 0, done: 10 }, 60, "10 of 10 cases, 0:00 left"],
  ])("of %j after %i seconds", (count, seconds, text) => {
    expect(progressText(count, seconds)).toBe(text);
  });

  test("is one line on a terminal, a few times a second, and leaves nothing", () => {
    let time = 0;
    const { out, pieces } = terminal(true);
    const clock = { now: () => time, wait: never, turn: never };
    const line = createProgressLine(out, { total: 100, before: 50 }, clock);
    for (let i = 0; i < 20; i++) {
      time += 100;
      line.advance();
    }
    line.clear();
    expect(pieces).toHaveLength(11);
    expect(pieces[0]).toBe("\r\u001b[K51 of 100 cases, 0:05 left");
    expect(pieces.at(-1)).toBe("\r\u001b[K");
  });

  test("is not told where nobody looks", () => {
    const { out, pieces } = terminal(false);
    const clock = { now: () => 0, wait: never, turn: never };
    for (const stream of [out, undefined]) {
      const line = createProgressLine(stream, { total: 2, before: 0 }, clock);
      line.advance();
      line.clear();
    }
    expect(pieces).toEqual([]);
  });
});
