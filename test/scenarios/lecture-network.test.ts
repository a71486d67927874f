import { describe, expect, it } from "vitest";
import { lectureNetwork } from "../../scenarios/lecture-network.ts";
import { lee } from "../../scenarios/networks/lee.ts";
import { leeNetwork, leePasses } from "../oracle/published.ts";
import { reference } from "../oracle/scalar-reference.ts";
import { checkFlow } from "./check-flow.ts";
import { only, record, type Shown, tableWith } from "./recording-screen.ts";

const shown: readonly Shown[] = await record(lectureNetwork);
const events = only("flow", shown).flatMap((flow) => flow.events);
const samples = { inputs: [[1, -1]], targets: [[1, 0]] };

describe("lecture-network", () => {
  it("is the lecture's network", () => {
    expect(lee).toEqual(leeNetwork);
  });

  it("shows the lecture's z and a in its messages to 1e-12", () => {
    const computed = events.flatMap((event) => (event.kind === "activate" ? [event] : []));
    expect(computed.map(({ neuron }) => neuron)).toEqual(["h.0", "h.1", "g.0", "g.1", "y.0", "y.1"]);
    computed.forEach(({ z: [z = NaN], a: [a = NaN] }, i) => {
      expect(Math.abs(z - (leePasses.first.z[i] ?? NaN))).toBeLessThan(1e-12);
      expect(Math.abs(a - (leePasses.first.a[i] ?? NaN))).toBeLessThan(1e-12);
    });
  });

  it("shows a message on every wire forward, and one on every wire between neurons backward", () => {
    expect(checkFlow(leeNetwork, samples, events)).toEqual({ forward: 12, backward: 8 });
  });

  it("puts its activations beside those of the slides, which they round to", () => {
    const headings = ["neuron", "slide (1, −1)", "computed", "slide (0, 0)", "computed"];
    const table = only("table", shown).find(
      (candidate) =>
        candidate.headings[0] === "neuron" &&
        candidate.headings.length === 5 &&
        candidate.headings[1] === headings[1],
    );
    expect(table?.headings).toEqual(headings);
    expect(table?.rows).toHaveLength(6);
    table?.rows.forEach(([, slide1, first, slide2, second], i) => {
      expect(Number(first).toFixed(2)).toBe(slide1);
      expect(Number(second).toFixed(2)).toBe(slide2);
      expect(first).toBe(leePasses.first.a[i]?.toFixed(6));
      expect(second).toBe(leePasses.second.a[i]?.toFixed(6));
    });
  });

  it("shows gains, deltas and gradients as the textbook's double loop gives them", () => {
    const { neurons, synapses } = reference(leeNetwork, samples);
    const rows = tableWith("gain", shown).map((row) => Object.values(row));
    expect(rows).toHaveLength(6);
    for (const [id = "", ...numbers] of rows) {
      const { gain = [], delta = [] } = neurons.get(id) ?? {};
      const gradients = synapses.filter(({ to }) => to === id).map(({ gradient }) => gradient);
      expect(numbers).toEqual([...gain, ...delta, ...gradients].map((value) => value.toFixed(6)));
    }
  });
});
