import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { TextOutput } from "../../../src/cli/io/command-io.ts";
import { createProgressBar, progressLine } from "../../../src/cli/train/progress-bar.ts";

/** A terminal that remembers what is written to it, and a clock that is set by hand. */
function terminal(traits: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  const stream: TextOutput = Object.assign(
    new Writable({
      decodeStrings: false,
      write(text: string, _, done) {
        written.push(text);
        done();
      },
    }),
    traits,
  );
  const clock = { time: 5000 };
  return { stream, written, clock, now: () => clock.time };
}

describe("progressLine", () => {
  it.each([
    // 25 a second, 750 left, so 30 s. The words are 30 long: 26 of 59 columns are left for the bar, 6.5 of them done.
    [250, 1000, 10, 60, `[${"=".repeat(6)}>${" ".repeat(19)}]  25 %  25 samples/s  0:30 left`],
    // The words are 31 long.
    [1000, 1000, 2, 60, `[${"=".repeat(25)}] 100 %  500 samples/s  0:00 left`],
    // 10⁶ a second, 3.7236 · 10⁹ left: 1 h 2 min 3.6 s, rounded up. The words are 40 long.
    [1e6, 3_724_600_000, 1, 70, `[>${" ".repeat(25)}]   0 %  1,000,000 samples/s  1:02:04 left`],
  ])("tells of %i of %i samples after %i s in %i columns", (done, total, seconds, columns, line) => {
    expect(progressLine(done, total, seconds, columns)).toBe(line);
  });

  it.each([1, 5, 20, 35, 40, 80, 200])("stays on one line of %i columns", (columns) => {
    for (const done of [1, 500, 999, 1000]) {
      expect(progressLine(done, 1000, 12, columns).length).toBeLessThan(columns);
    }
  });
});

describe("a progress bar", () => {
  it("says nothing in the first second, then at most ten times a second, and leaves nothing behind", () => {
    const { stream, written, clock, now } = terminal({ isTTY: true, columns: 80 });
    const bar = createProgressBar(stream, {}, 10_000, now);
    for (let i = 0; i < 99; i++) {
      clock.time += 10;
      bar.advance(10);
    }
    bar.erase();
    expect(written).toEqual([]);
    for (let i = 0; i < 101; i++) {
      clock.time += 10;
      bar.advance(10);
    }
    // At 1.0, 1.1, …, 2.0 seconds.
    expect(written).toHaveLength(11);
    for (const text of written)
      expect(text).toMatch(/^\r\[=*> *\] +\d+ % {2}1,000 samples\/s {2}0:\d\d left\u001b\[K$/);
    bar.erase();
    bar.erase();
    expect(written.slice(11)).toEqual(["\r\u001b[K"]);
  });

  it.each([
    ["no terminal", { columns: 80 }, {}],
    ["a terminal without columns", { isTTY: true, columns: 0 }, {}],
    ["a terminal of unknown width", { isTTY: true }, {}],
    ["a terminal that can only print", { isTTY: true, columns: 80 }, { TERM: "dumb" }],
  ])("shows nothing where there is %s", (_, traits, environment) => {
    const { stream, written, clock, now } = terminal(traits);
    const bar = createProgressBar(stream, environment, 100, now);
    clock.time += 60_000;
    bar.advance(50);
    bar.erase();
    expect(written).toEqual([]);
  });
});
