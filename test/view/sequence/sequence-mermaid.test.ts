import { beforeAll, describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { sequenceView } from "../../../src/view/sequence/sequence-view.ts";
import { truncate } from "../../../src/view/terminal/text-width.ts";
import { hostileNames, hostileTrace, layeredTrace, lectureTrace, mazurRun, mazurTrace, pipelineTrace } from "../example-traces.ts"; // prettier-ignore
import { formsOf } from "../forms.ts";
import { type MermaidPage, openMermaid } from "../mermaid-page.ts";
import { linesWith } from "./lines-with.ts";

const lectureNames =
  "neurons" in lectureTrace.header.network ? lectureTrace.header.network.neurons.map(({ id }) => id) : [];

const { textOf, mermaidOf } = formsOf(sequenceView);

let mermaid: MermaidPage;
beforeAll(async () => {
  mermaid = await openMermaid();
}, 60_000);

describe("the sequence of messages for Mermaid", () => {
  test.each([
    ["Mazur's", mazurTrace, ["i1", "i2", "h1", "h2", "o1", "o2"]],
    ["the lecture's", lectureTrace, lectureNames],
    ["a pipeline's", pipelineTrace, ["h1"]],
    ["layered", layeredTrace, ["x ×16", "h ×12", "k ×8", "y ×4"]],
    ["hostile", hostileTrace, hostileNames],
    ["in Chinese", mazurTrace, ["协调者", "损失"]],
  ] as const)(
    "is drawn by Mermaid with every name as it is: %s",
    async (what, trace, names) => {
      const language = what === "in Chinese" ? "zh" : "en";
      const { texts, type, elements, dangers } = await mermaid.draw(mermaidOf(trace, { language }));
      expect(type).toBe("sequence");
      // Each name stands at the top and at the bottom of its lifeline.
      for (const name of names) {
        expect(texts.filter((text) => text === truncate(name, 40)).length, name).toBeGreaterThanOrEqual(2);
      }
      expect(dangers).toEqual([]);
      for (const evil of ["script", "img", "iframe", "b", "math"]) expect(elements).not.toContain(evil);
    },
    30_000,
  );

  test("has a solid arrow for what flows down, a dashed one for what flows back", () => {
    const text = mermaidOf(mazurTrace);
    expect(linesWith(text, "-->>")).toHaveLength(4 + 2);
    expect(linesWith(text, "->>")).toHaveLength(4 + 2 + 8 + 2 + 2);
    expect(text).toContain("a 0.05 · w 0.15 #61; 0.0075");
    expect(text).toContain("δ 0.1385 · w 0.4 #61; 0.0554");
  });

  test("is drawn where there is nothing to show", async () => {
    await expect(mermaid.draw(mermaidOf(mazurTrace, { batches: [7, 9] }))).resolves.toBeDefined();
  });

  test("closes every box that it opens", () => {
    const lines = mermaidOf(pipelineTrace)
      .split("\n")
      .map((line) => line.trim());
    expect(lines.filter((line) => line.startsWith("rect "))).toHaveLength(
      lines.filter((line) => line === "end").length,
    );
  });

  test("leaves names out of everything but labels", () => {
    for (const line of mermaidOf(hostileTrace).split("\n")) {
      expect(line).toMatch(
        /^(sequenceDiagram|)$|^ {2,4}(accTitle: |accDescr: |participant p\d+ as |rect rgba\([\d., ]+\)|end$|Note over p\d+(,p\d+)?: |p\d+--?>>p\d+: )/,
      );
    }
  });

  test("of a long run stays within what Mermaid takes, and says so", async () => {
    const long = mazurRun({ epochs: 500 });
    const first = mermaidOf(long);
    expect(first.length).toBeLessThan(50_000);
    expect(first).toMatch(/the first \d+ steps#58; what follows is left out/);
    expect(first).toContain("batch 0 begins");
    await expect(mermaid.draw(first)).resolves.toMatchObject({ type: "sequence" });
    const last = mermaidOf(long, { at: long.events.length - 1 });
    expect(last.length).toBeLessThan(50_000);
    expect(last).toMatch(/the last \d+ steps#58; what came before is left out/);
    expect(last).toContain("batch 499 begins");
    expect(textOf(long).length).toBeLessThan(700);
    expect(textOf(long).join("\n")).toMatch(/the first \d+ steps/);
  }, 30_000);

  test("says how a run ended that did not come to its end, whatever the reason says", async () => {
    const events = mazurTrace.events.map((event) =>
      event.kind === "end" ? { ...event, outcome: "h1: NaN\n%%{init: 1}%% end" } : event,
    );
    const broken: Trace = { ...mazurTrace, events };
    expect(textOf(broken).join("\n")).toContain("[h1: NaN\ufffd%%{init: 1}%% end]");
    const { texts } = await mermaid.draw(mermaidOf(broken));
    expect(texts).toContain("h1: NaN\ufffd%%{init: 1}%% end");
  });
});
