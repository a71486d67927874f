import { EMPTY, NEVER, Observable, from, of, throwError, concat } from "rxjs";
import { describe, expect, test } from "vitest";
import { NobodyReads, StoppedBySignal } from "../../../src/cli/io/stopped.ts";
import { createTerminalScreen, type TerminalScreenOptions } from "../../../src/cli/show/terminal-screen.ts";
import { makePlan } from "../../../src/schedule/plans.ts";
import { runPlan } from "../../../src/schedule/run-plan.ts";
import { scheduleView } from "../../../src/view/schedule/schedule-view.ts";
import { mazurTrace } from "../../view/example-traces.ts";
import { fakeClock, fakeTerminal } from "./fake-terminal.ts";

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";

function open(size: Parameters<typeof fakeTerminal>[0], options: Partial<TerminalScreenOptions> = {}) {
  const terminal = fakeTerminal(size);
  const time = fakeClock();
  const screen = createTerminalScreen({
    stdout: terminal.stdout,
    stdin: terminal.stdin,
    environment: {},
    language: "en",
    scenarioOptions: new Map([["seed", "7"]]),
    computing: {},
    flow: "text",
    speed: 1,
    clock: time.clock,
    ...options,
  });
  return { screen, terminal, time };
}

/** How often a text contains another. */
function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe("a screen in a pipe", () => {
  test("sets headings, tables and curves apart, and wraps text at 80 columns", async () => {
    const { screen, terminal } = open("pipe");
    await screen.heading("反向 One");
    await screen.print(`${"word ".repeat(17)}\n  kept as it is`);
    await screen.print("text");
    await screen.table(["n"], [["1"]]);
    await screen.print("more");
    await screen.heading("Two");
    await screen.curve("loss", [1, 1]);
    expect(terminal.raw()).toBe(
      [
        "反向 One", "────────", "word ".repeat(16).trim(), "word", "  kept as it is", "text", "",
        "n", "─", "1", "", "more", "", "Two", "───",
        "loss", ...Array.from({ length: 10 }, (_, i) => (i === 5 ? `1 ┤${"⠉".repeat(77)}` : "  │")), `  └${"─".repeat(77)}`, `   step 0${" ".repeat(70)}1`, "",
      ].join("\n"),
    ); // prettier-ignore
  });

  test("shows a schedule as its chart, in its width and language", async () => {
    const { screen, terminal } = open("pipe", { language: "zh" });
    const timing = { forward: 1, backward: 2, weightGradient: 0 };
    const timetable = runPlan(makePlan("1f1b", { ranks: 2, microBatches: 2 }), timing);
    await screen.schedule(timetable, { name: "1f1b" });
    const lines = scheduleView.text(timetable, { name: "1f1b", language: "zh", columns: 80 });
    expect(terminal.raw()).toBe(`${lines.join("\n")}\n`);
  });

  test("tells a flow in lines, even where keys or speed are asked for", async () => {
    for (const flow of ["text", "step", "play"] as const) {
      const { screen, terminal, time } = open("pipe", { flow });
      await screen.flow(mazurTrace);
      expect(terminal.raw()).toContain(" ▲  h1 ◀── o1   δ  0.1385 · w 0.4  =  0.0554\n");
      expect(terminal.raw()).not.toContain("\u001b");
      expect(time.waits).toEqual([]);
    }
  });

  test("prints only the last of many pictures", async () => {
    const { screen, terminal } = open("pipe");
    await screen.print("text");
    await screen.live(of("one", "two\nlines"));
    expect(terminal.raw()).toBe("text\n\ntwo\nlines\n");
  });

  test("prints nothing where there is no picture", async () => {
    const { screen, terminal } = open("pipe");
    await screen.live(EMPTY);
    expect(terminal.raw()).toBe("");
  });

  test("rejects what it shows once its reader has gone, and writes no more", async () => {
    const { screen, terminal, time } = open("pipe");
    terminal.stdout.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    await expect(screen.print("text")).rejects.toThrow(NobodyReads);
    await expect(screen.live(of("picture"))).rejects.toThrow(NobodyReads);
    time.pass(30);
    await expect(screen.pause()).rejects.toThrow(NobodyReads);
    expect(terminal.raw()).toBe("");
  });

  test("stops listening to pictures once its reader has gone", async () => {
    const { screen, terminal } = open("pipe");
    let isListening = true;
    const pictures$ = new Observable<string>((subscriber) => {
      terminal.stdout.destroy(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
      setImmediate(() => subscriber.next("picture"));
      return () => (isListening = false);
    });
    await expect(screen.live(pictures$)).rejects.toThrow(NobodyReads);
    expect(isListening).toBe(false);
  });

  test("passes on any other failure of writing", async () => {
    const { screen, terminal } = open("pipe");
    terminal.stdout.destroy(Object.assign(new Error("no space left"), { code: "ENOSPC" }));
    await expect(screen.print("text")).rejects.toThrow("no space left");
  });
});

describe("a screen on a terminal", () => {
  const size = { columns: 80, rows: 24 };

  test("tells a flow in coloured lines unless motion is asked for", async () => {
    const { screen, terminal, time } = open(size);
    await screen.flow(mazurTrace);
    expect(terminal.text()).toContain(" ▲  h1 ◀── o1   δ  0.1385 · w 0.4  =  0.0554\n");
    expect(terminal.raw()).toContain("\u001b[36m▼\u001b[39m");
    expect(terminal.raw()).not.toContain(hideCursor);
    expect(time.waits).toEqual([]);
  });

  test("has no colours with NO_COLOR", async () => {
    const { screen, terminal } = open(size, { environment: { NO_COLOR: "1" } });
    await screen.heading("One");
    await screen.flow(mazurTrace);
    expect(terminal.raw()).not.toContain("\u001b");
  });

  test.each([40, 80, 200])("is no wider than %i columns, nor than 120", async (columns) => {
    const { screen, terminal } = open({ columns, rows: 24 });
    await screen.print("word ".repeat(100).trim());
    await screen.flow(mazurTrace);
    const widest = Math.max(...terminal.text().split("\n").map((line) => line.length)); // prettier-ignore
    expect(widest).toBeLessThanOrEqual(Math.min(columns, 120));
    expect(widest).toBeGreaterThan(Math.min(columns, 120) - 6);
  });

  test("shows 33 events in about 11 seconds at speed 1, and in about one at speed 10", async () => {
    for (const [speed, milliseconds] of [
      [1, 11_000],
      [10, 1100],
    ] as const) {
      // prettier-ignore
      const { screen, terminal, time } = open(size, { flow: "play", speed });
      await screen.flow(mazurTrace);
      expect(time.waits.reduce((sum, wait) => sum + wait, 0)).toBeCloseTo(milliseconds, -1);
      expect(count(terminal.raw(), hideCursor)).toBe(1);
      expect(terminal.raw().endsWith(showCursor)).toBe(true);
    }
  });

  test("waits for nothing as fast as possible, but lets others have their turn", async () => {
    const { screen, terminal, time } = open(size, { flow: "play", speed: 0 });
    await screen.flow(mazurTrace);
    expect(time.waits).toEqual([]);
    expect(time.turns()).toBe(mazurTrace.events.length - 3);
    expect(terminal.text()).toContain(
      "o2 commits version 1: w = 0.5113 (from h1), 0.5614 (from h2); b = 0.6",
    );
  });

  test("goes on by one event with each of space, enter and the arrow", async () => {
    const { screen, terminal } = open(size, { flow: "step" });
    terminal.type(" \r\u001b[Cx");
    const flow = screen.flow(mazurTrace);
    await new Promise(setImmediate);
    expect(terminal.text()).toContain("h1 hears a = 0.1 from i2");
    expect(terminal.text()).not.toContain("h1 has all its inputs");
    expect(terminal.rawModes).toEqual([true]);
    terminal.type(" ".repeat(30));
    await flow;
    expect(terminal.text()).toContain("o2 commits version 1");
    expect(terminal.rawModes).toEqual([true, false]);
    expect(terminal.raw().endsWith(showCursor)).toBe(true);
  });

  test("ends the flow with q, and shows what comes next", async () => {
    const { screen, terminal } = open(size, { flow: "step" });
    terminal.type(" q");
    await screen.flow(mazurTrace);
    await screen.print("next");
    expect(terminal.text()).not.toContain("h1 hears");
    expect(terminal.text().endsWith("\n\nnext\n")).toBe(true);
    expect(terminal.rawModes).toEqual([true, false]);
  });

  test("stops with Ctrl-C, and gives the terminal back", async () => {
    const { screen, terminal } = open(size, { flow: "step" });
    terminal.type(" \u0003 ");
    await expect(screen.flow(mazurTrace)).rejects.toThrow(StoppedBySignal);
    expect(terminal.rawModes).toEqual([true, false]);
    expect(count(terminal.raw(), hideCursor)).toBe(count(terminal.raw(), showCursor));
  });

  test("does not wait for keys of which there can be no more", async () => {
    const { screen, terminal } = open(size, { flow: "step" });
    terminal.type(" ");
    terminal.hangUp();
    await screen.flow(mazurTrace);
    expect(terminal.text()).toContain("o2 commits version 1");
  });

  test("gives the terminal back when it is closed in the middle of a flow", async () => {
    const { screen, terminal } = open(size, { flow: "step" });
    void screen.flow(mazurTrace);
    await new Promise(setImmediate);
    screen.close();
    expect(terminal.rawModes).toEqual([true, false]);
    expect(terminal.raw().endsWith(showCursor)).toBe(true);
  });

  test("draws pictures at most every 50 milliseconds, and always the last one", async () => {
    const { screen, terminal, time } = open(size);
    const pictures$ = new Observable<string>((subscriber) => {
      for (let i = 0; i <= 22; i++) {
        subscriber.next(`<${i}>`);
        time.pass(10);
      }
      subscriber.complete();
    });
    await screen.live(pictures$);
    await screen.print("next");
    const drawn = terminal.text().match(/<\d+>/g);
    expect(drawn).toEqual(["<0>", "<5>", "<10>", "<15>", "<20>", "<22>"]);
    expect(terminal.text().endsWith("next\n")).toBe(true);
  });

  test("keeps the last picture and shows the cursor when a stream of pictures fails", async () => {
    const { screen, terminal } = open(size);
    const pictures$ = concat(
      of("one"),
      throwError(() => new Error("boom")),
    );
    await expect(screen.live(pictures$)).rejects.toThrow("boom");
    expect(terminal.text()).toContain("one");
    expect(terminal.raw().endsWith(showCursor)).toBe(true);
  });

  test("shows the cursor when it is closed in the middle of pictures", () => {
    const { screen, terminal } = open(size);
    void screen.live(concat(from(["one"]), NEVER));
    return new Promise(setImmediate).then(() => {
      screen.close();
      expect(terminal.raw().endsWith(showCursor)).toBe(true);
    });
  });

  test("is plain where it has 0 columns", async () => {
    const { screen, terminal } = open({ columns: 0, rows: 0 }, { flow: "step" });
    await screen.flow(mazurTrace);
    expect(terminal.text()).toContain("▲  h1 ◀── o1");
    expect(terminal.raw()).not.toContain(hideCursor);
  });
});

describe("a screen", () => {
  test("lets others have their turn every 25 milliseconds", async () => {
    const { screen, time } = open("pipe");
    expect(screen.pause()).toBeUndefined();
    time.pass(24);
    expect(screen.pause()).toBeUndefined();
    time.pass(1);
    await screen.pause();
    expect(time.turns()).toBe(1);
    expect(screen.pause()).toBeUndefined();
  });

  test("knows the scenario's options and no others", () => {
    const { screen } = open("pipe");
    expect(screen.option("seed")).toBe("7");
    expect(() => screen.option("sed")).toThrow('option: expected seed; got "sed" (did you mean "seed"?)');
  });
});
