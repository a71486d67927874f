import { describe, expect, test } from "vitest";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import type { NetworkFile, TraceEvent } from "../../../src/index.ts";
import { layOutNetwork } from "../../../src/view/network/network-layout.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { hostileTrace, lectureTrace, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts";
import { svgOf, textOf, viewList, type ViewName, wordsOf } from "./drawn.ts";
import { countOf, slotsOf } from "./slots.ts";

describe("what is not computed yet is a dot, never 0", () => {
  const { model } = createReplay(pipelineTrace);
  const layout = layOutNetwork(model);
  const idOf = (node: number): string => layout.nodes[node]?.id ?? "";

  test("after every event of a run with several samples in flight", () => {
    for (const [n, last] of pipelineTrace.events.entries()) {
      if (n % 5 !== 0 || !("batch" in last)) continue;
      const sample = n % 3;
      const past = pipelineTrace.events.slice(0, n + 1).filter((e) => "batch" in e && e.batch === last.batch);
      const mine = past.filter((e) => "samples" in e && e.samples[0] === sample);
      const slots = slotsOf(svgOf("overlay", pipelineTrace, { at: n, samples: [sample] }));
      const isShown = (slot: string): boolean => slots.get(slot) !== "·";
      layout.links.forEach(({ from, to }, link) => {
        const [source, target] = [idOf(from), idOf(to)];
        const hasArrived = (start: string, end: string): boolean =>
          mine.some((e) => e.kind === "deliver" && e.from === start && e.to === end);
        expect(isShown(`value/${link}`), `${n} value ${source} ${target}`).toBe(hasArrived(source, target));
        const hasDelta = mine.some((e) => e.kind === "delta" && e.neuron === target);
        expect(isShown(`gradient/${link}`)).toBe(hasDelta);
        if (slots.has(`error/${link}`)) expect(isShown(`error/${link}`)).toBe(hasArrived(target, source));
      });
      layout.nodes.forEach(({ id, isInput }, node) => {
        const has = (kind: string): boolean =>
          mine.some((e) => e.kind === kind && "neuron" in e && e.neuron === id);
        if (!isInput) expect(isShown(`a/${node}`)).toBe(has("activate"));
        if (!isInput) expect(isShown(`delta/${node}`)).toBe(has("delta"));
        if (isInput) expect(isShown(`x/${node}`)).toBe(has("feed"));
      });
      const isHeard = mine.some((e) => e.kind === "loss");
      expect([isShown("loss"), isShown("heard/4"), isShown("target/5")]).toEqual([isHeard, isHeard, isHeard]);
    }
  });

  test("the end of the run shows the last batch as it ended, multiplied by its own weights", () => {
    const slots = slotsOf(svgOf("network", pipelineTrace));
    const number = (slot: string): number => Number(slots.get(slot));
    for (const [node, { isInput }] of layout.nodes.entries()) {
      if (isInput) continue;
      const incoming = layout.links.flatMap(({ to }, link) => (to === node ? [link] : []));
      const products = incoming.map((link) => number(`weight/${link}`) * number(`value/${link}`));
      expect(products.reduce((sum, product) => sum + product, number(`bias/${node}`))).toBeCloseTo(
        number(`z/${node}`),
        3,
      );
    }
    const words = wordsOf(svgOf("network", pipelineTrace));
    expect(words).toContain(
      "batch 1 · sample 0 of 3 · micro-batch 0 · weight version 1 (version 2 is committed since)",
    );
  });
});

describe("options", () => {
  test("at: the sentence is that of the event, with the shown sample's numbers", () => {
    const { events } = pipelineTrace;
    const n = events.findIndex((e) => e.kind === "activate" && e.microBatch === 1);
    const words = wordsOf(svgOf("network", pipelineTrace, { at: n }));
    expect(words).toContain(`sample 1 of 3 · micro-batch 1`);
    expect(words).toContain(`after event ${n} of ${events.length - 1}`);
    expect(words).toContain("has all its inputs");
  });

  test("at: what has just happened is marked, where it flows the way that is drawn", () => {
    const { events } = mazurTrace;
    const find = (isIt: (event: TraceEvent) => boolean): number => events.findIndex(isIt);
    const busy = (name: ViewName, at: number): string[] =>
      Array.from(
        svgOf(name, mazurTrace, { at }).matchAll(/<(path|g) class="[^"]*network-busy"[^>]*>/g),
        ([tag]) => /data-(node|link)="\d+"/.exec(tag)?.[0] ?? "back",
      );
    const down = find((e) => e.kind === "deliver" && e.from === "h2" && e.to === "o1");
    expect([busy("network", down), busy("reversed", down), busy("overlay", down)]).toEqual([
      ['data-link="5"'], [], ['data-link="5"'],
    ]); // prettier-ignore
    const up = find((e) => e.kind === "deliver" && e.from === "o1" && e.to === "h2");
    expect([busy("network", up), busy("reversed", up), busy("overlay", up)]).toEqual([
      [], ['data-link="5"'], ["back"],
    ]); // prettier-ignore
    const delta = find((e) => e.kind === "delta" && e.neuron === "h2");
    expect([busy("network", delta), busy("reversed", delta)]).toEqual([[], ['data-node="3"']]);
  });

  test("batches and phases: the last event of those that are chosen", () => {
    expect(wordsOf(svgOf("network", pipelineTrace, { batches: [0, 1] }))).toContain("batch 0 ·");
    const forward = slotsOf(svgOf("overlay", mazurTrace, { phases: ["forward"] }));
    expect(forward.get("a/5")).toBe("0.7729");
    expect([forward.get("loss"), forward.get("delta/5")]).toEqual(["·", "·"]);
    expect(wordsOf(svgOf("network", mazurTrace, { phases: ["loss"] }))).toContain("the loss tells o2");
  });

  test("samples: the first chosen one that the batch has", () => {
    const slotsFor = (samples: readonly number[]): Map<string, string> =>
      slotsOf(svgOf("network", pipelineTrace, { samples, batches: [0, 1] }));
    expect(slotsFor([2]).get("x/0")).toBe("0.4");
    expect(slotsFor([7, 1]).get("x/0")).toBe("0.9");
    expect(slotsFor([7]).get("x/0")).toBe("0.05");
  });

  test("samples of one micro-batch are told apart", () => {
    const inputs = [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7]]; // prettier-ignore
    const targets = [[0, 1], [1, 0], [0.5, 0.5]]; // prettier-ignore
    const trace = traceOf(mazurNetwork as NetworkFile, inputs, targets);
    expect(
      [0, 1, 2].map((sample) => slotsOf(svgOf("network", trace, { samples: [sample] })).get("x/0")),
    ).toEqual(["0.05", "0.9", "0.4"]);
    const recorded = traceOf(mazurNetwork as NetworkFile, inputs, targets, { samples: [2] });
    expect(slotsOf(svgOf("network", recorded)).get("x/0")).toBe("0.4");
    // ∂C/∂w of the batch is not what one sample gives.
    expect(textOf("overlay", trace).join("\n")).toMatch(/a·δ +∂C\/∂w/);
    expect(textOf("overlay", mazurTrace).join("\n")).not.toContain("∂C/∂w");
  });

  test("neurons: the others stand aside, and tables leave them out", () => {
    const svg = svgOf("network", lectureTrace, { neurons: ["h.1"] });
    expect(countOf(svg, /class="network-node network-aside"/g)).toBe(7);
    expect(countOf(svg, /<g class="network-aside">/g)).toBe(12 + 2 - 4);
    expect(countOf(svgOf("network", lectureTrace), /class="[^"]*network-aside/g)).toBe(0);
    const rows = textOf("network", lectureTrace, { neurons: ["h.1"] }).filter((line) =>
      /^[hgxy]\.\d /.test(line),
    );
    expect(rows).toHaveLength(1);
    const synapses = textOf("overlay", lectureTrace, { neurons: ["h.1"] }).filter((line) =>
      line.includes("→"),
    );
    expect(synapses).toHaveLength(4);
  });

  test("theme and language", () => {
    expect(svgOf("network", mazurTrace, { theme: "dark" })).not.toContain("prefers-color-scheme");
    for (const [mode] of viewList) {
      const drawn = wordsOf(svgOf(mode, mazurTrace, { language: "zh" }));
      const words = `${drawn} ${textOf(mode, mazurTrace, { language: "zh" }).join(" ")}`;
      expect(words).toContain("权值第 0 版");
      expect(words).not.toMatch(/[a-z]{3,} [a-z]{3,}/);
    }
  });
});

test("names may hold anything", () => {
  for (const [name, view] of viewList) {
    const svg = view.svg?.(hostileTrace, {}) ?? "";
    expect(svg).not.toMatch(/<script|<b>|<\/style><style/);
    // Every tag that is opened is closed, and text is nothing but text.
    const tags = [...svg.matchAll(/<(\/?)([a-z]+)([^<>]*?)(\/?)>/g)];
    const open: string[] = [];
    for (const [, close, tag = "", , isEmpty] of tags) {
      if (close === "/") expect(open.pop(), name).toBe(tag);
      else if (isEmpty !== "/") open.push(tag);
    }
    expect(open).toEqual([]);
  }
});
