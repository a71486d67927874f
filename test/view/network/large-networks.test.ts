import { describe, expect, test } from "vitest";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import type { NetworkFile, Trace } from "../../../src/index.ts";
import { random } from "../../../src/math/random.ts";
import { formatNumber } from "../../../src/view/number-text.ts";
import { networkView } from "../../../src/view/network/forward.ts";
import { layOutNetwork } from "../../../src/view/network/network-layout.ts";
import { overlayView } from "../../../src/view/network/overlay.ts";
import { reversedView } from "../../../src/view/network/reversed.ts";
import { traceOf } from "../example-traces.ts";
import { faultsOf, openLooker } from "./overlaps.ts";
import { countOf, slotsOf } from "./slots.ts";

const views = [networkView, reversedView, overlayView];

/** Nielsen's network of handwritten digits, one step on one sample that is drawn from a seed. */
const digits = digitsTrace();

function digitsTrace(): Trace {
  const file: NetworkFile = {
    format: "counterflow-network",
    version: 1,
    name: "digits",
    loss: "half-squared-error",
    seed: 5,
    layers: [
      { id: "x", size: 784 },
      { id: "h", size: 30, activation: "sigmoid" },
      { id: "y", size: 10, activation: "sigmoid" },
    ],
  };
  const { uniform } = random(9, "pixels");
  const inputs = Array.from({ length: 784 }, () => uniform());
  return traceOf(file, [inputs], [Array.from({ length: 10 }, (_, i) => (i === 3 ? 1 : 0))]);
}

/** The numbers of a group as the events tell them, furthest from 0 first. */
function toldOf(kind: "activate" | "delta", group: string): { id: string; value: number }[] {
  return digits.events
    .flatMap((event) => {
      if (event.kind !== kind || !event.neuron.startsWith(`${group}.`)) return [];
      return [{ id: event.neuron, value: (event.kind === "activate" ? event.a[0] : event.delta[0]) ?? NaN }];
    })
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
}

const { model } = createReplay(digits);

describe("784-30-10", () => {
  test("three groups with their norms, ranges and largest neurons", () => {
    const down = slotsOf(networkView.svg?.(digits, {}) ?? "");
    const up = slotsOf(reversedView.svg?.(digits, {}) ?? "");
    for (const [node, group] of [
      [1, "h"],
      [2, "y"],
    ] as const) {
      for (const [slots, what, told] of [
        [down, "a", toldOf("activate", group)],
        [up, "delta", toldOf("delta", group)],
      ] as const) {
        const values = told.map(({ value }) => value);
        expect(slots.get(`norm-${what}/${node}`)).toBe(formatNumber(Math.hypot(...values)));
        expect(slots.get(`least-${what}/${node}`)).toBe(formatNumber(Math.min(...values)));
        expect(slots.get(`most-${what}/${node}`)).toBe(formatNumber(Math.max(...values)));
        for (const [i, { id, value }] of told.slice(0, 5).entries()) {
          expect(slots.get(`name-${what}-${i}/${node}`)).toBe(id);
          expect(Number(slots.get(`top-${what}-${i}/${node}`))).toBeCloseTo(value, 3);
        }
      }
    }
    const { parameters } = model;
    const squares = parameters.subarray(30 * 785).reduce((sum, w, i) => sum + (i % 31 === 30 ? 0 : w * w), 0);
    expect(down.get("weight/1")).toBe(`‖w‖ ${formatNumber(Math.sqrt(squares))}`);
  });

  test("says how many neurons and synapses stand behind each box and line", () => {
    for (const view of views) {
      const svg = view.svg?.(digits, {}) ?? "";
      for (const words of ["784 neurons", "30 neurons", "10 neurons"]) expect(svg).toContain(words);
      expect(svg).toContain("×300");
    }
    expect(networkView.svg?.(digits, {})).toContain("×23520");
    const text = networkView.text?.(digits, {}).join("\n") ?? "";
    expect(text).toMatch(/h {2}largest \|a\|: h\.\d+ 0\.\d+/);
  });

  test("chosen neurons are taken out of their groups and drawn in full", () => {
    const neurons = ["h.3", "y.2", "x.400"];
    const layout = layOutNetwork(model, { chosen: neurons });
    const shown = layout.nodes.map(({ id, neurons: count }) => `${id} ${count}`);
    expect(shown).toEqual(["x 783", "x.400 1", "h 29", "h.3 1", "y 9", "y.2 1"]);
    // Every synapse is in exactly one line.
    expect(layout.links.reduce((sum, { synapses }) => sum + synapses, 0)).toBe(784 * 30 + 30 * 10);
    const slots = slotsOf(overlayView.svg?.(digits, { neurons }) ?? "");
    const node = layout.nodeOf("h.3") ?? -1;
    const told = digits.events.find((event) => event.kind === "activate" && event.neuron === "h.3");
    expect(slots.get(`a/${node}`)).toBe(formatNumber((told?.kind === "activate" ? told.a[0] : NaN) ?? NaN));
    const heard = digits.events.flatMap((event) =>
      event.kind === "deliver" && event.direction === "forward" && event.to === "h.3" ? [event] : [],
    );
    const strongest = heard.toSorted((one, other) => Math.abs(other.weight * (other.values[0] ?? 0)) - Math.abs(one.weight * (one.values[0] ?? 0)))[0]; // prettier-ignore
    const down = slotsOf(networkView.svg?.(digits, { neurons }) ?? "");
    expect(down.get(`name-a-0/${node}`)).toBe(strongest?.from);
    const link = layout.links.findIndex(({ from, to }) => from === layout.nodeOf("x.400") && to === node);
    const message = heard.find(({ from }) => from === "x.400");
    expect(down.get(`weight/${link}`)).toBe(formatNumber(message?.weight ?? NaN));
    expect(down.get(`value/${link}`)).toBe(formatNumber(message?.values[0] ?? NaN));
  });

  test("the same from a trace without messages", () => {
    const neurons = ["h.3", "y.2"];
    const events = digits.events
      .filter(({ kind }) => kind !== "deliver")
      .map((event, n) => ({ ...event, n }));
    const header = { ...digits.header, options: { ...digits.header.options, level: "neuron" as const } };
    const without = {
      header,
      events: events.map((event) => ("parents" in event ? { ...event, parents: [] } : event)),
    };
    for (const view of views) {
      const [whole, told] = [digits, without].map((trace) => slotsOf(view.svg?.(trace, { neurons }) ?? ""));
      expect([...(told ?? [])]).toEqual([...(whole ?? [])]);
    }
  });

  test("of many chosen neurons the first are drawn, and the picture says so", () => {
    const neurons = Array.from({ length: 20 }, (_, i) => `h.${i}`);
    const svg = networkView.svg?.(digits, { neurons }) ?? "";
    expect(countOf(svg, /data-node=/g)).toBe(3 + 12);
    expect(svg).toContain("12 of 20 chosen neurons");
  });

  test("no text on another one, in a real browser", async () => {
    const looker = await openLooker();
    for (const view of views) {
      for (const neurons of [[], ["h.3", "y.2", "x.400"]]) {
        expect(faultsOf(await looker.look(view.svg?.(digits, { neurons }) ?? ""))).toEqual([]);
      }
    }
    await looker.close();
  });
});
