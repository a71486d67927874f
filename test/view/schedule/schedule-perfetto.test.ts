import { describe, expect, it, test } from "vitest";
import { figuresOf } from "../../../src/schedule/figures.ts";
import { idleTimes } from "../../../src/schedule/idle.ts";
import { makePlan } from "../../../src/schedule/plans.ts";
import { runPlan } from "../../../src/schedule/run-plan.ts";
import type { Timetable } from "../../../src/schedule/timetable.ts";
import { scheduleView } from "../../../src/view/schedule/schedule-view.ts";
import { type Entry, traceEventProblems } from "../export/perfetto-validator.ts";
import { readSvg } from "../svg-reader.ts";
import { readShapes, toldActions } from "./read-picture.ts";
import { actionsOf, type Example, examples, planned, told } from "./timetables.ts";

const textOf = ({ timetable, options }: Example): string =>
  [...scheduleView.perfetto(timetable, options)].join("");
const entriesOf = (example: Example): Entry[] =>
  (JSON.parse(textOf(example)) as { traceEvents: Entry[] }).traceEvents;
const every = [...examples];

/** Names of processes and threads by their numbers. */
function namesOf(entries: readonly Entry[]): (entry: Entry) => string {
  const named = (what: string, key: "pid" | "tid"): Map<number, string> =>
    new Map(entries.filter(({ name }) => name === what).map((each) => [each[key], String(each.args?.["name"])]));
  const [processes, threads] = [named("process_name", "pid"), named("thread_name", "tid")];
  return ({ pid, tid }) => `${processes.get(pid) ?? "?"}, ${threads.get(tid) ?? "?"}`;
} // prettier-ignore

const slicesOf = (entries: readonly Entry[]): Entry[] => entries.filter(({ ph }) => ph === "X");
const actionsIn = (entries: readonly Entry[]): Entry[] =>
  slicesOf(entries).filter(({ cat = "" }) => /^[FIWB]$/.test(cat));
const ticks = (microseconds: number): number => microseconds / 1000;

/** `rank 0, 1F2, 3 to 4` of every slice, by its lane and its times alone. */
function toldSlices(entries: readonly Entry[]): string[] {
  const nameOf = namesOf(entries);
  return actionsIn(entries)
    .map((entry) => {
      const [, rank, stage = ""] = /^rank (\d+), stage (\d+)$/.exec(nameOf(entry)) ?? [];
      const name = /^\d/.test(entry.name) ? entry.name : `${stage}${entry.name}`;
      const start = ticks(entry.ts);
      return told(Number(rank), name, start, start + ticks(entry.dur ?? NaN));
    })
    .sort();
}

describe("a schedule as a file for Perfetto", () => {
  it.each(every)("of %s keeps the rules of the format", (_, example) => {
    expect(traceEventProblems(textOf(example))).toEqual([]);
  });

  it.each(every)("of %s shows the same actions at the same times as its picture", (_, example) => {
    const slices = toldSlices(entriesOf(example));
    expect(slices).toEqual(actionsOf(example.timetable));
    const svg = scheduleView.svg(example.timetable, example.options);
    expect(slices).toEqual(toldActions(readShapes(readSvg(svg), "schedule-task")));
  });

  it.each(every)("of %s tells of each slice whose it is", (_, example) => {
    const { stages, microBatches } = example.timetable;
    const entries = entriesOf(example);
    const nameOf = namesOf(entries);
    for (const entry of actionsIn(entries)) {
      const { rank, stage, kind, microBatch, start, end } = entry.args ?? {};
      expect(nameOf(entry)).toBe(`rank ${String(rank)}, stage ${String(stage)}`);
      expect(entry.name.replace(/^\d+/, "")).toBe(`${String(kind)}${String(microBatch)}`);
      expect(Number(stage)).toBeLessThan(stages);
      expect(Number(microBatch)).toBeLessThan(microBatches);
      expect([entry.ts, (entry.dur ?? NaN) + entry.ts]).toEqual([Number(start) * 1000, Number(end) * 1000]);
    }
  });

  it.each(every)("of %s has a slice for each idle time, with its cause", (_, example) => {
    const entries = entriesOf(example);
    const nameOf = namesOf(entries);
    const found = slicesOf(entries)
      .filter(({ cat }) => cat === "idle")
      .map((entry) => `${nameOf(entry)}: ${entry.name} ${ticks(entry.ts)} + ${ticks(entry.dur ?? NaN)}`);
    const expected = idleTimes(example.timetable).map(
      ({ rank, from, to, cause }) =>
        `rank ${rank}, idle: ${cause.replace("full-credit", "full credit")} ${from} + ${to - from}`,
    );
    expect(found).toEqual(expected);
  });

  it.each(every)("of %s has an arrow for each message between stages, from its sender to its reader", (_, example) => {
    const entries = entriesOf(example);
    const sliceAt = ({ pid, tid, ts }: Entry): Entry =>
      slicesOf(entries).find((each) => each.pid === pid && each.tid === tid && each.ts <= ts && ts <= each.ts + (each.dur ?? 0)) ?? expect.fail();
    const ends = new Map(entries.filter(({ ph }) => ph === "f").map((end) => [end.id, end]));
    const arrows = entries
      .filter(({ ph }) => ph === "s")
      .map((start) => {
        const [from, to] = [sliceAt(start), sliceAt(ends.get(start.id) ?? expect.fail())];
        const text = ({ args }: Entry): string => `${String(args?.["stage"])}${String(args?.["kind"])}${String(args?.["microBatch"])}`;
        return `${start.cat ?? ""} ${text(from)} → ${text(to)}`;
      });
    expect(arrows.sort()).toEqual(messagesOf(example.timetable).sort());
  }); // prettier-ignore

  it.each(every)(
    "of %s counts what is in flight up to each rank's peak, and back to nothing",
    (_, example) => {
      const entries = entriesOf(example);
      const { peakInFlight } = figuresOf(example.timetable);
      peakInFlight.forEach((peak, rank) => {
        const values = entries
          .filter(({ ph, pid, name }) => ph === "C" && pid === rank + 1 && name === "in flight")
          .map(({ args = {} }) => Number(Object.values(args)[0]));
        expect(Math.max(...values)).toBe(peak);
        expect(values.at(-1)).toBe(0);
      });
    },
  );

  test("counts messages while they are under way, and no others", () => {
    const size = { ranks: 2, microBatches: 2 };
    const underWay = (latency: number): [number, unknown][] =>
      entriesOf(planned("gpipe", size, { latency }))
        .filter(({ name, pid }) => name === "under way" && pid === 2)
        .map(({ ts, args = {} }) => [ticks(ts), args["messages"]]);
    expect(underWay(1.5)).toEqual([[1, 1], [2, 2], [2.5, 1], [3.5, 0]]); // prettier-ignore
    expect(underWay(0)).toEqual([]);
  });

  test("of two ranks and two micro-batches is the golden file", async () => {
    const text = textOf(planned("1f1b", { ranks: 2, microBatches: 2 }, { latency: 0.5 }));
    await expect(text).toMatchFileSnapshot("golden/2x2.perfetto.json");
  });

  test("marks each commit on the stage that commits", () => {
    const entries = entriesOf(planned("1f1b", { ranks: 2, microBatches: 2 }));
    const nameOf = namesOf(entries);
    const marks = entries
      .filter(({ ph }) => ph === "i")
      .map((entry) => `${nameOf(entry)} ${ticks(entry.ts)}`);
    expect(marks).toEqual(["rank 0, stage 0 9", "rank 1, stage 1 7"]);
  });

  it("keeps the rules where tasks take no time, where times are not whole, and for any name", () => {
    const zero = runPlan(makePlan("zb-h1", { ranks: 3, microBatches: 4 }), {
      forward: [1, 0, 0],
      backward: 0.1,
      weightGradient: 0,
      latency: 1 / 3,
    });
    for (const name of ['"quoted"', "\u0000\u202e", "</script>"]) {
      expect(traceEventProblems([...scheduleView.perfetto(zero, { name })].join(""))).toEqual([]);
    }
  });

  it("speaks Chinese", () => {
    const { timetable, options } = examples.get("zb-h1") ?? expect.fail();
    const text = [...scheduleView.perfetto(timetable, { ...options, language: "zh" })].join("");
    expect(traceEventProblems(text)).toEqual([]);
    expect(text).toContain(`"name":"处理器 0"`);
  });
});

/** Each stage but the last sends its activations on, each but the first its error signals back. */
function messagesOf({ stages, microBatches, ranks }: Timetable): string[] {
  const kinds = ranks.flatMap((slots) => slots.map(({ action }) => action.kind));
  const back = kinds.includes("I") ? "I" : "B";
  return Array.from({ length: (stages - 1) * microBatches }, (_, i) => {
    const [stage, k] = [Math.floor(i / microBatches), i % microBatches];
    return [
      `forward ${stage}F${k} → ${stage + 1}F${k}`,
      `backward ${stage + 1}${back}${k} → ${stage}${back}${k}`,
    ];
  }).flat();
}
