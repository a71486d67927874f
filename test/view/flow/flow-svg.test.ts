import { describe, expect, it } from "vitest";
import { flowOf } from "../../../src/view/flow/flow-frames.ts";
import { flowSvg } from "../../../src/view/flow/flow-svg.ts";
import { timelineOf } from "../../../src/view/flow/timeline.ts";
import { narrate } from "../../../src/view/narration.ts";
import { hostileTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { describeGoldenFiles } from "../golden-files.ts";
import { openFile } from "../open-file.ts";
import { expectedTexts } from "./expected-texts.ts";

/** What is seen of the picture at a time, or where it stands still: texts of slots, other texts, messages. */
interface Seen {
  readonly picture: string;
  readonly slots: Readonly<Record<string, string>>;
  readonly texts: readonly string[];
  readonly messages: readonly { readonly x: number; readonly y: number; readonly mark: string }[];
}

const look = (time: number | undefined): string => `(() => {
  const svg = document.documentElement;
  svg.pauseAnimations();
  if (${time !== undefined}) svg.setCurrentTime(${time ?? 0});
  const isSeen = (each) => getComputedStyle(each).visibility === "visible" && getComputedStyle(each).display !== "none";
  const pictures = [...document.querySelectorAll(".flow-picture")].filter((each) => getComputedStyle(each).opacity === "1");
  const slots = {};
  for (const each of pictures[0].querySelectorAll("[data-slot]")) {
    const slot = each.getAttribute("data-slot");
    if (isSeen(each)) slots[slot] = slot in slots ? "two texts" : each.textContent;
  }
  return {
    picture: pictures.map((each) => each.getAttribute("class").replace("flow-picture flow-", "")).join(),
    slots,
    texts: [...document.querySelectorAll("text:not([data-slot])")].filter(isSeen).map((each) => each.textContent),
    messages: [...document.querySelectorAll(".flow-message")].filter(isSeen).map((each) => {
      const { e, f } = each.getCTM();
      return { x: e, y: f, mark: each.firstElementChild.localName };
    }),
  };
})()`;

describeGoldenFiles("the animated flow", { svg: flowSvg });

describe("the animated flow", () => {
  it.each([
    ["mazur", mazurTrace],
    ["hostile", hostileTrace],
    ["pipeline", pipelineTrace],
  ])("of %s is well-formed, without a script or anything from elsewhere", async (_, trace) => {
    const svg = flowSvg(trace, {});
    const { page, complaints } = await openFile(svg, "svg");
    expect(
      await page.evaluate(
        `[document.querySelectorAll("parsererror").length, document.documentElement.localName]`,
      ),
    ).toEqual([0, "svg"]);
    expect(svg.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(
      /<script|https?:|href|@import|url\(/,
    );
    expect(complaints).toEqual([]);
    expect(svg.length).toBeLessThan(400_000);
  });

  it("has a message that travels for each that is sent, a circle down and a diamond back up", () => {
    const svg = flowSvg(mazurTrace, {});
    const messages = [...svg.matchAll(/<g class="flow-message"[^>]*><(circle|path)/g)].map(
      ([, mark]) => mark,
    );
    // Eight activations and two to the loss; two from the loss and four error signals.
    expect(messages).toEqual([...Array<string>(10).fill("circle"), ...Array<string>(6).fill("path")]);
    expect(svg.match(/<animateMotion /g)).toHaveLength(16);
  });

  it("shows at each moment the numbers that the replay has then, and the sentence on it", async () => {
    const { page } = await openFile(flowSvg(mazurTrace, {}), "svg");
    const { frames } = flowOf(mazurTrace, {}, { most: 120 });
    const { moments, total } = timelineOf(frames);
    const expected = expectedTexts(mazurTrace);
    for (const [i, { n, picture }] of frames.entries()) {
      const { arrive = 0, end = 0 } = moments[i] ?? {};
      const seen = await page.evaluate<Seen>(look((arrive + end) / 2 + 0.02));
      expect([n, seen.picture]).toEqual([n, picture]);
      const told = [...expected(n)].filter(([slot]) => slot in seen.slots);
      expect(told.map(([slot]) => [n, slot, seen.slots[slot]])).toEqual(
        told.map(([slot, text]) => [n, slot, text ?? "·"]),
      );
      const event = mazurTrace.events[n];
      if (event !== undefined) expect(seen.texts).toContain(narrate(event, "en"));
    }
    expect(frames.length / (total - 3)).toBeGreaterThan(1.9);
    expect(frames.length / (total - 3)).toBeLessThan(3.5);
  });

  it("shows another sample as it was as soon as its event is told, and then what is new of it", async () => {
    const { page } = await openFile(flowSvg(pipelineTrace, { at: 70 }), "svg");
    const { frames } = flowOf(pipelineTrace, { at: 70 }, { most: 120 });
    const { moments } = timelineOf(frames);
    // Sample 1 has come to the outputs when the loss hears of sample 2, at event 60.
    const { start = 0, arrive = 0, end = 0 } = moments[60] ?? {};
    const [before, after] = [
      await page.evaluate<Seen>(look((start + arrive) / 2)),
      await page.evaluate<Seen>(look((arrive + end) / 2)),
    ];
    expect(before.texts).toContain("batch 0 · sample 2");
    expect([before.slots["a/4"], before.slots["loss"]]).toEqual([after.slots["a/4"], "·"]);
    expect(after.slots["loss"]).toBe("0.07356");
  });

  it("moves a message from its sender to its receiver", async () => {
    const { page } = await openFile(flowSvg(mazurTrace, {}), "svg");
    const { frames } = flowOf(mazurTrace, {}, { most: 120 });
    const { moments } = timelineOf(frames);
    for (const [n, mark, to] of [[10, "circle", 1], [21, "path", -1]] as const) {
      const { start = 0, arrive = 0 } = moments[n] ?? {};
      const way: number[] = [];
      for (const share of [0.05, 0.5, 0.95]) {
        const { messages } = await page.evaluate<Seen>(look(start + share * (arrive - start)));
        expect([n, messages.map((message) => message.mark)]).toEqual([n, [mark]]);
        way.push((messages[0]?.x ?? NaN) * to);
      }
      expect(way).toEqual(way.toSorted((one, other) => one - other));
      expect((way[2] ?? 0) - (way[0] ?? 0)).toBeGreaterThan(100);
    } // prettier-ignore
  });

  it("stands still, complete, where no motion is wanted", async () => {
    const { page } = await openFile(flowSvg(mazurTrace, {}), "svg", { reducedMotion: "reduce" });
    const expected = expectedTexts(mazurTrace)(35);
    for (const time of [0, 2.45, 9]) {
      const { picture, slots, messages, texts } = await page.evaluate<Seen>(look(time));
      expect([picture, messages]).toEqual(["overlay", []]);
      for (const [slot, text] of expected)
        if (slot in slots) expect([slot, slots[slot]]).toEqual([slot, text]);
      expect(Object.keys(slots).length).toBeGreaterThan(50);
      expect(texts).toContain("the trace ends: complete");
    }
  });

  it("says what it leaves out, and what it shows together", () => {
    expect(flowSvg(pipelineTrace, {})).toContain("messages to one neuron, and commits, are shown together");
    expect(flowSvg(mazurTrace, { phases: [] })).toContain("none of the run&#39;s events was chosen");
    expect(flowSvg(mazurTrace, {})).not.toContain("shown together");
    expect(flowSvg(pipelineTrace, { at: 60 })).not.toContain("shown together");
  });

  it("speaks Chinese, and in the colours that are asked for", () => {
    const svg = flowSvg(mazurTrace, { language: "zh", theme: "dark" });
    expect(svg).toContain("消息流：mazur");
    expect(svg).toContain("反向传播：误差信号流回上游");
    expect(svg).not.toContain("prefers-color-scheme");
  });
});
