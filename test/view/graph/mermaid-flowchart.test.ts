import { beforeAll, describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { graphView } from "../../../src/view/graph/graph-view.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { hostileTrace, layeredTrace, lectureTrace, mazurTrace } from "../example-traces.ts";
import { bigTrace } from "../export/big-trace.ts";
import { formsOf } from "../forms.ts";
import { type Drawn, type MermaidPage, openMermaid } from "../mermaid-page.ts";
import { named, namesOf, shown, trickyNames } from "./named-traces.ts";

const { mermaidOf } = formsOf(graphView);

let mermaid: MermaidPage;
beforeAll(async () => {
  mermaid = await openMermaid();
}, 60_000);

describe("the network as a Mermaid flowchart", () => {
  const draw = (trace: Trace, options: ViewOptions = {}): Promise<Drawn> =>
    mermaid.draw(mermaidOf(trace, options));

  test.each([
    ["Mazur's", mazurTrace],
    ["the lecture's", lectureTrace],
    ["layered", layeredTrace],
    ["hostile", hostileTrace],
    ["tricky", named(trickyNames.map((name) => (name === " " ? "b" : name)))],
  ])(
    "is drawn by Mermaid with every name as it is: %s",
    async (_, trace) => {
      const { texts, type, elements, dangers } = await draw(trace);
      expect(type).toMatch(/^flowchart/);
      // A word joiner, which nobody sees, stands where Mermaid would take a name for something else.
      const seen = texts.map((text) => text.replaceAll("\u2060", ""));
      for (const name of namesOf(trace)) {
        expect(seen.filter((text) => text.startsWith(shown(name))).length, name).toBeGreaterThan(0);
      }
      expect(dangers).toEqual([]);
      for (const evil of ["script", "img", "iframe", "b", "math"]) expect(elements).not.toContain(evil);
    },
    30_000,
  );

  test("has an arrow for each synapse, and back a dashed line with its direction", () => {
    const lines = mermaidOf(mazurTrace).split("\n");
    expect(lines.filter((line) => line.includes("-->"))).toHaveLength(8 + 2);
    expect(lines.filter((line) => line.includes('-.-|"◀'))).toHaveLength(4 + 2);
  });

  test("turns the arrows round where the way back alone is wanted", async () => {
    const text = mermaidOf(mazurTrace, { phases: ["backward"] });
    expect(text).toContain("flowchart RL");
    expect(text.split("\n").filter((line) => line.includes("-.->"))).toHaveLength(4 + 2);
    const { texts } = await mermaid.draw(text);
    expect(texts.some((each) => each.includes("w·δ 0.0554"))).toBe(true);
  });

  test("takes a name of blanks alone", async () => {
    const { texts } = await draw(named([" ", "  "]));
    expect(texts.join("\n")).toContain("tanh");
  });

  test("stays within what Mermaid takes", async () => {
    await expect(mermaid.draw(mermaidOf(bigTrace()))).resolves.toMatchObject({ type: /^flowchart/ });
    const edges = mermaidOf(layeredTrace, { phases: ["forward", "backward"] })
      .split("\n")
      .filter((line) => /-->|-\.-/.test(line));
    expect(edges.length).toBeLessThan(500);
  }, 30_000);
});
