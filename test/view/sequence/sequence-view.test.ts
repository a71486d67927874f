import { describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { formatNumber } from "../../../src/view/number-text.ts";
import { sequenceView } from "../../../src/view/sequence/sequence-view.ts";
import { mazurPasses } from "../../oracle/published.ts";
import { hostileTrace, layeredTrace, lectureTrace, mazurRun, mazurTrace, pipelineTrace } from "../example-traces.ts"; // prettier-ignore
import { formsOf } from "../forms.ts";
import { describeGoldenFiles } from "../golden-files.ts";
import { linesWith } from "./lines-with.ts";

const { textOf, mermaidOf } = formsOf(sequenceView);

/** Arrows of a terminal's diagram as [from, to] by the columns of their ends. */
function arrowsOf(
  lines: readonly string[],
): { readonly from: number; readonly to: number; readonly says: string }[] {
  return lines.flatMap((line) => {
    const forward = /├([^▶]*)▶│/.exec(line);
    if (forward?.[1] !== undefined) {
      return [{ from: forward.index, to: forward.index + forward[0].length - 1, says: forward[1] }];
    }
    const backward = /│◀([^│]*)┤/.exec(line);
    if (backward?.[1] === undefined) return [];
    return [{ from: backward.index + backward[0].length - 1, to: backward.index, says: backward[1] }];
  });
}

describeGoldenFiles("the sequence of messages", sequenceView);

describe("the sequence of messages in a terminal", () => {
  test.each([80, 200])(
    "has an arrow for every message, between the right lifelines, at %i columns",
    (columns) => {
      const lines = textOf(mazurTrace, { columns });
      const lifelines = lines.find((line) => /^ *├/.test(line)) ?? "";
      const columnsOf = [...lifelines.matchAll(/[├│┼]/g)].map((match) => match.index);
      const order = ["coordinator", "i1", "i2", "h1", "h2", "o1", "o2", "loss"];
      const arrows = arrowsOf(lines).map(({ from, to }) => {
        const [start = -1, end = -1] = [from, to].map((column) => nearest(columnsOf, column));
        return `${order[start] ?? "?"} ${order[end] ?? "?"}`;
      });
      const told = mazurTrace.events.flatMap((event) => {
        if (event.kind === "feed") return [`coordinator ${event.neuron}`];
        if (event.kind === "deliver") return [`${event.from} ${event.to}`];
        if (event.kind === "loss") return event.outputs.map((output) => `${output} loss`);
        return event.kind === "error" ? [`loss ${event.to}`] : [];
      });
      expect(arrows).toEqual(told);
      // 2 fed, 8 activations, 2 to the loss, 2 from it, 4 error signals.
      expect(arrows).toHaveLength(2 + 8 + 2 + 2 + 4);
    },
  );

  test("tells Mazur's published numbers", () => {
    const text = textOf(mazurTrace, { columns: 200 }).join("\n");
    const { z, a, gain, delta, sum, loss } = mazurPasses;
    for (const id of ["h1", "h2", "o1", "o2"] as const) {
      expect(text).toContain(
        `z ${formatNumber(z[id])}, a ${formatNumber(a[id])}, gain ${formatNumber(gain[id])}`,
      );
      expect(text).toContain(
        `δ ${formatNumber(delta[id])}, gain ${formatNumber(gain[id])}, sum ${formatNumber(sum[id])}`,
      );
    }
    expect(text).toContain(`[L ${formatNumber(loss)}]`);
    // The four error signals into the hidden layer: delta·w5 … delta·w8.
    const labels = mermaidOf(mazurTrace);
    for (const part of mazurPasses.parts.slice(4)) expect(labels).toContain(`#61; ${formatNumber(part)}`);
  });

  test("draws what flows back dashed, and what flows down solid", () => {
    for (const line of textOf(lectureTrace)) {
      if (line.includes("◀")) expect(line).not.toMatch(/─[▶│]/);
      if (line.includes("▶")) expect(line).not.toContain("┄");
    }
  });

  test("puts neurons together where they have no room, and says so", () => {
    const lines = textOf(layeredTrace);
    const text = lines.join("\n");
    expect(text).toContain("neurons are put together by population");
    for (const name of ["coordinator", "x ×16", "h ×12", "k ×8", "y ×4", "loss"])
      expect(text).toContain(name);
    const says = arrowsOf(lines).map((arrow) => arrow.says.replace(/[─┄┼ ]/g, ""));
    const counts = (said: string): number => says.filter((each) => each === said).length;
    // Three micro-batches each.
    for (const said of ["16×x", "192×a", "96×a", "32×a", "4×a", "4×∂L/∂a", "32×δ", "96×δ"]) {
      expect(counts(said), said).toBe(3);
    }
    expect(says).toHaveLength(8 * 3);
  });

  test("tells a norm where neurons are put together", () => {
    const squares = layeredTrace.events.flatMap((event) =>
      event.kind === "activate" && event.microBatch === 0 && event.neuron.startsWith("h.")
        ? event.a.map((a) => a * a)
        : [],
    );
    const norm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    expect(squares).toHaveLength(12);
    expect(textOf(layeredTrace).join("\n")).toContain(`[12 neurons: ‖a‖ ${formatNumber(norm)}]`);
  });

  test("breaks names that are too long for their lifeline", () => {
    const [first = ""] = textOf(hostileTrace, { columns: 80 }).filter((line) => line.includes("coordinator"));
    expect(first).toContain("loss");
    expect(textOf(hostileTrace, { columns: 80 }).join("\n")).toContain("script");
  });
});

function nearest(columns: readonly number[], column: number): number {
  return columns.findIndex((each) => each === column);
}

describe("a selection", () => {
  test("of neurons shows them by themselves, and whom they talk with", () => {
    const text = textOf(layeredTrace, { neurons: ["h.3", "y.0"], samples: [1] }).join("\n");
    expect(text).toContain("2 neurons by themselves, the others put together by population");
    for (const name of ["x ×16", "h.3", "k ×8", "y.0"]) expect(text).toContain(name);
    expect(text).not.toMatch(/h ×|y ×/);
    // Who is chosen hears 16 and 8 activations; the other k hear h.3 and are heard by y.0.
    expect(text).toContain("16× a");
  });

  test("of samples shows their micro-batches", () => {
    const text = mermaidOf(pipelineTrace, { samples: [1] });
    expect(text).toContain("micro#45;batch 1");
    expect(text).not.toMatch(/micro#45;batch [02]/);
    expect(linesWith(text, "-->>")).toHaveLength(2 * (4 + 2));
  });

  test("of batches and phases shows those", () => {
    const text = mermaidOf(pipelineTrace, { batches: [1, 2], phases: ["backward"] });
    expect(linesWith(text, "->>").filter((line) => !line.includes("-->>"))).toEqual([]);
    expect(linesWith(text, "-->>")).toHaveLength(3 * 4);
  });

  test("up to an event shows what has happened by then", () => {
    // Event 15 is the activation of o2, event 16 the loss.
    const text = mermaidOf(mazurTrace, { at: 15 });
    expect(linesWith(text, "->>")).toHaveLength(2 + 8);
    expect(text).not.toContain("loss");
  });

  test("that nothing is left of says so", () => {
    const options = { batches: [7, 9] } as const;
    expect(textOf(mazurTrace, options)).toEqual(["nothing to show: no message is in this part of the trace"]);
    expect(mermaidOf(mazurTrace, options)).toContain("nothing to show");
  });
});

describe("a coarser trace", () => {
  const coarse = (level: "neuron" | "population" | "commit"): Trace => mazurRun({ level });

  test.each(["neuron", "population", "commit"] as const)(
    "of level %s says that it has no messages",
    (level) => {
      const text = textOf(coarse(level)).join(" ");
      expect(text).toContain("does not tell the messages on synapses");
    },
  );

  test("of neurons has what each made of them", () => {
    expect(textOf(coarse("neuron")).join("\n")).toContain("[z 0.3775, a 0.5933, gain 0.2413]");
  });
});
