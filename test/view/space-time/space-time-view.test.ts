import { describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { narrate } from "../../../src/view/narration.ts";
import { spaceTimeView } from "../../../src/view/space-time/space-time-view.ts";
import { lectureTrace, longTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { describeGoldenFiles } from "../golden-files.ts";
import { textOf, eventsOf, messagesOf, pictureOf, lineOf, tipOf } from "./pictures.ts";
import { readRows } from "./rows.ts";
import { findAll, numberOf, ofClass, type SvgElement, titleOf } from "../svg-reader.ts";

describeGoldenFiles("the space-time diagram", spaceTimeView);

describe("a space-time diagram as a picture", () => {
  test.each([
    ["Mazur's step", mazurTrace],
    ["the lecture's step", lectureTrace],
    ["several samples in flight", pipelineTrace],
    [
      "a clock of quarters",
      { ...pipelineTrace, events: pipelineTrace.events.map((e) => ({ ...e, t: e.t / 4 })) },
    ],
  ])(
    "has an arrow for each message, from where and when it was computed to where it is taken up: %s",
    (_, trace) => {
      const { arrows, laneAt, tickAt } = pictureOf(trace);
      const drawn = arrows.map((arrow) => {
        const line = lineOf(arrow);
        const [x = NaN, y = NaN] = tipOf(arrow);
        const direction = line?.attributes["class"] === "forward-line" ? "forward" : "backward";
        const [from, to] = [laneAt(numberOf(line, "x1")), laneAt(x)];
        return `${from} → ${to} ${direction} ${tickAt(numberOf(line, "y1"))}–${tickAt(y)}`;
      });
      expect(drawn.sort()).toEqual(messagesOf(trace));
    },
  );

  test("has time run down along every arrow, forward to the right and backward to the left", () => {
    for (const arrow of pictureOf(pipelineTrace).arrows) {
      const line = lineOf(arrow);
      expect(numberOf(line, "y2")).toBeGreaterThan(numberOf(line, "y1"));
      const isRight = numberOf(line, "x2") > numberOf(line, "x1");
      expect(isRight).toBe(line?.attributes["class"] === "forward-line");
    }
  });

  test("shows by arrows that cross that several samples are under way", () => {
    const crossings = (trace: Trace): number => {
      const lines = pictureOf(trace).arrows.flatMap((arrow) => lineOf(arrow) ?? []);
      const of = (direction: string): SvgElement[] => lines.filter((each) => each.attributes["class"] === direction);
      return of("forward-line").flatMap((one) => of("backward-line").filter((other) => doCross(one, other))).length;
    };
    expect(crossings(mazurTrace)).toBe(0);
    expect(crossings(pipelineTrace)).toBeGreaterThan(10);
  }); // prettier-ignore

  test("says what a message is to whoever points at it", () => {
    const { arrows } = pictureOf(pipelineTrace, { language: "zh" });
    const titles = arrows.map(titleOf);
    for (const event of eventsOf(pipelineTrace, "deliver")) {
      const { t } = event;
      expect(titles).toContain(`${narrate(event, "zh")}; 发送于时刻 ${t - 1}，接收于时刻 ${t}`);
    }
    const english = pictureOf(mazurTrace).arrows.map(titleOf);
    expect(english).toContain("o1 tells the loss a = 0.7514; sent at tick 2, taken up at tick 3");
    expect(english.filter((title) => title.startsWith("the loss tells o1: ∂L/∂a = 0.7414"))).toHaveLength(1);
  });

  test("numbers every event, and puts no two of a line at one place", () => {
    for (const trace of [mazurTrace, lectureTrace, pipelineTrace]) {
      const { svg } = pictureOf(trace);
      const numbers = ofClass(svg, "space-time-n").map(({ text }) => text);
      for (const { n } of trace.events) expect(numbers).toContain(String(n));
      const centres = findAll(svg, ({ name }) => name === "circle").map(
        ({ attributes: { cx = "", cy = "" } }) => `${cx}/${cy}`,
      );
      expect(new Set(centres).size).toBe(centres.length);
      const tips = pictureOf(trace).arrows.map((arrow) => tipOf(arrow).join("/"));
      expect(new Set(tips).size).toBe(tips.length);
    }
  });

  test("keeps what happens on a line in its order", () => {
    const { svg } = pictureOf(pipelineTrace);
    const heights = new Map(
      ofClass(svg, "space-time-n").map((each) => [each.text, numberOf(each, "y")] as const),
    );
    const own = pipelineTrace.events.filter(
      (e) => (e.kind === "deliver" && e.to === "o1") || ("neuron" in e && e.neuron === "o1"),
    );
    const ys = own.map(({ n }) => heights.get(String(n)) ?? NaN);
    expect(ys).toEqual([...ys].sort((one, other) => one - other));
    expect(new Set(ys).size).toBe(ys.length);
  });

  test("begins an arrow at its upper edge where the sender is earlier than the picture", () => {
    // Sixty ticks of which the first is one in which h1 takes error signals up.
    const heard = longTrace.events.findLast(
      (e) => e.kind === "deliver" && e.direction === "backward" && e.t < 200,
    );
    const at = longTrace.events.findLast(({ t }) => t === (heard?.t ?? NaN) + 59)?.n;
    const batch = pictureOf(longTrace, { at });
    const top = Math.min(...ofClass(batch.svg, "space-time-tick").map((line) => numberOf(line, "y1")));
    const starts = batch.arrows.map((arrow) => numberOf(lineOf(arrow), "y1"));
    expect(Math.min(...starts)).toBe(top);
    expect(starts.filter((y) => y === top)).toHaveLength(4);
  });
});

/** Whether two lines have a point in common that is no end of them. */
function doCross(one: SvgElement, other: SvgElement): boolean {
  const ends = (line: SvgElement): readonly (readonly [number, number])[] => [
    [numberOf(line, "x1"), numberOf(line, "y1")],
    [numberOf(line, "x2"), numberOf(line, "y2")],
  ];
  const side = ([x, y]: readonly [number, number], line: SvgElement): number => {
    const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = ends(line);
    return Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  };
  const apart = (points: SvgElement, line: SvgElement): boolean =>
    ends(points).reduce((product, end) => product * side(end, line), 1) < 0;
  return apart(one, other) && apart(other, one);
}

describe("a space-time diagram of characters", () => {
  test.each([
    ["Mazur's step", mazurTrace],
    ["the lecture's step", lectureTrace],
    ["several samples in flight", pipelineTrace],
  ])("has a row for each message: %s", (_, trace) => {
    const times = new Map(trace.events.map((event) => [String(event.n), event.t]));
    const rows = readRows(textOf(trace, { columns: 133 }));
    const said = rows.map(
      ({ from, to, direction, sent, tick }) =>
        `${from} → ${to} ${direction} ${times.get(sent) ?? NaN}–${tick}`,
    );
    expect(said.sort()).toEqual(messagesOf(trace));
    for (const { takenUp, tick } of rows) expect(times.get(takenUp)).toBe(tick);
  });

  test("has rows in the order of the trace, with their samples", () => {
    const rows = readRows(textOf(pipelineTrace, { columns: 120 }));
    const numbers = rows.map(({ takenUp }) => Number(takenUp));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    const sampleOf = new Map(
      pipelineTrace.events.map((event) => [event.n, "samples" in event ? String(event.samples[0]) : ""]),
    );
    for (const { takenUp, sample } of rows) expect(sample).toBe(sampleOf.get(Number(takenUp)));
  });

  test("has the published numbers of Mazur's step beside them", () => {
    const lines = textOf(mazurTrace, { columns: 90 });
    for (const [sign, note] of [["●6 ", "a 0.5933"], ["●12 ", "a 0.7514"], ["■16 ", "a 0.7514"], ["◆◀19", "∂L/∂a 0.7414"], ["│◀21", "δ 0.1385"], ["◆23 ", "δ 0.008771"]] as const) {
      expect(lines.find((line) => line.includes(sign))?.endsWith(note)).toBe(true);
    }
  }); // prettier-ignore
});
