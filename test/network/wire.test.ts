import { describe, expect, it } from "vitest";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { endBeforeInputs, graphOf, reverse } from "../../src/network/graph.ts";
import { type Wired, wire } from "../../src/network/wire.ts";
import { randomNetwork } from "../oracle/random-network.ts";

const names = ["x", "h", "k", "y", "feed", "loss"];

/** x feeds h, k and (skipping them) y; h feeds k; k and h feed y; h is an output too. */
const model = parseNetwork({
  format: "counterflow-network",
  version: 1,
  loss: "half-squared-error",
  neurons: [{ id: "x" }, ...["h", "k", "y"].map((id) => ({ id, activation: "tanh", bias: 0 }))],
  synapses: ["x h", "h k", "x y", "k y", "h y", "x k"].map((ends, i) => {
    const [from, to] = ends.split(" ");
    return { from, to, weight: i };
  }),
  inputs: ["x"],
  outputs: ["y", "h"],
});

/** "k hears h·1, x·5": whom each node hears with which weight; and whom each node tells. */
function describeWiring({ hears, tells }: Wired): { hears: string[]; tells: string[] } {
  const list = (starts: Int32Array, node: number, say: (i: number) => string): string => {
    const from = starts[node] ?? 0;
    return Array.from({ length: (starts[node + 1] ?? 0) - from }, (_, i) => say(from + i)).join(" ");
  };
  return {
    hears: names.map((name, node) => {
      const arcs = list(hears.arcsOf, node, (r) => {
        const weight = model.parameters[hears.weightAt[r] ?? -1];
        if (hears.count[r] === 0) return "nobody";
        return `${names[hears.slot[r] ?? -1]}·${weight}`;
      });
      return `${name}: ${arcs}`;
    }),
    tells: names.map((name, node) => {
      return `${name}: ${list(tells.listenersOf, node, (i) => names[tells.listeners[i] ?? -1] ?? "?")}`;
    }),
  };
}

describe("wire", () => {
  it("wires the forward stream from the feed to the loss, synapses in their order", () => {
    expect(describeWiring(wire(graphOf(model)))).toEqual({
      hears: ["x: nobody", "h: x·0", "k: h·1 x·5", "y: x·2 k·3 h·4", "feed: nobody", "loss: nobody"],
      tells: ["x: h y k", "h: k y loss", "k: y", "y: loss", "feed: x", "loss: "],
    });
  });

  it("wires the backward stream by the same function from the reversed graph", () => {
    expect(describeWiring(wire(reverse(graphOf(model))))).toEqual({
      hears: ["x: h·0 y·2 k·5", "h: k·1 y·4", "k: y·3", "y: nobody", "feed: nobody", "loss: nobody"],
      tells: ["x: feed", "h: x", "k: h x", "y: x k h", "feed: ", "loss: h y"],
    });
  });

  it("ends the backward stream before the inputs unless they are to receive it", () => {
    expect(describeWiring(wire(endBeforeInputs(reverse(graphOf(model)), model)))).toEqual({
      hears: ["x: nobody", "h: k·1 y·4", "k: y·3", "y: nobody", "feed: nobody", "loss: nobody"],
      tells: ["x: ", "h: feed", "k: h feed", "y: feed k h", "feed: ", "loss: h y"],
    });
  });

  it("gives the network itself again when the arrows are turned round twice", () => {
    for (let seed = 0; seed < 50; seed++) {
      const graph = graphOf(parseNetwork(randomNetwork(seed).file));
      expect(wire(reverse(reverse(graph)))).toEqual(wire(graph));
    }
  });

  it("tells of each weight at both of its ends", () => {
    for (let seed = 0; seed < 50; seed++) {
      const graph = graphOf(parseNetwork(randomNetwork(seed).file));
      const weights = ({ hears }: Wired): number[] =>
        [...hears.weightAt].filter((_, r) => (hears.count[r] ?? 0) > 0).sort((a, b) => a - b);
      expect(weights(wire(reverse(graph)))).toEqual(weights(wire(graph)));
    }
  });
});
