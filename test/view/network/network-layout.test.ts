import { describe, expect, test } from "vitest";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { layOutNetwork, type NetworkLayout } from "../../../src/view/network/network-layout.ts";
import { drawScene, type SceneMode } from "../../../src/view/network/scene.ts";
import { lectureTrace, layeredFile } from "../example-traces.ts";
import { pointsOf } from "./overlaps.ts";
import { seededTrace } from "./seeded-networks.ts";
import { countOf } from "./slots.ts";

const modes: readonly SceneMode[] = ["forward", "reversed", "overlay"];
const lecture = layOutNetwork(parseNetwork(lectureTrace.header.network));
const seeded = Array.from({ length: 8 }, (_, seed) =>
  layOutNetwork(parseNetwork(seededTrace(seed, { layers: 5, width: 6, share: 0.7 }).header.network)),
);

function isInside({ nodes, loss }: NetworkLayout, x: number, y: number): boolean {
  return [...nodes, loss].some(
    (box) => Math.abs(x - box.x) < box.width / 2 - 1 && Math.abs(y - box.y) < box.height / 2 - 1,
  );
}

describe("a layout", () => {
  test("gives each neuron a box and each synapse a line, in the order of the network", () => {
    expect(lecture.nodes.map(({ id }) => id)).toEqual([
      "x.0",
      "x.1",
      "h.0",
      "h.1",
      "g.0",
      "g.1",
      "y.0",
      "y.1",
    ]);
    expect(lecture.links).toHaveLength(12);
    expect(lecture.loss.links.map(({ from }) => from)).toEqual([6, 7]);
    expect(lecture.nodeOf("g.1")).toBe(5);
    expect(lecture.nodeOf("nobody")).toBeUndefined();
  });

  test("leads lines from the side of a box to that of another one, and through no box", () => {
    for (const layout of [lecture, ...seeded]) {
      for (const { from, path, start, end, to } of [...layout.links, ...layout.loss.links]) {
        const [source, target] = [layout.nodes[from], layout.nodes[to] ?? layout.loss];
        expect(start.x).toBe((source?.x ?? 0) + (source?.width ?? 0) / 2);
        expect(end.x).toBe(target.x - target.width / 2);
        expect(Math.abs(end.y - target.y)).toBeLessThan(target.height / 2);
        expect(pointsOf(path).filter(([x, y]) => isInside(layout, x, y))).toEqual([]);
      }
    }
  });

  test("keeps boxes apart, and everything in the picture", () => {
    for (const { nodes, loss, width, height } of [lecture, ...seeded]) {
      for (const [i, one] of [...nodes, loss].entries()) {
        expect(one.x + one.width / 2).toBeLessThan(width);
        expect(one.y - one.height / 2).toBeGreaterThanOrEqual(0);
        expect(one.y + one.height / 2).toBeLessThan(height);
        for (const other of nodes.slice(i + 1)) {
          const isBeside = Math.abs(one.x - other.x) > one.width;
          expect(isBeside || Math.abs(one.y - other.y) > (one.height + other.height) / 2 + 10).toBe(true);
        }
      }
    }
  });

  test("stands each column in the middle", () => {
    const { nodes, loss, height } = lecture;
    for (const { x } of [...nodes, loss]) {
      const column = [...nodes, loss].filter((node) => node.x === x);
      const top = Math.min(...column.map((node) => node.y - node.height / 2));
      const bottom = Math.max(...column.map((node) => node.y + node.height / 2));
      expect(top + bottom).toBeCloseTo(height, 6);
    }
  });

  test("shows groups of a network of more neurons than wanted, and depths where those are many", () => {
    const layered = parseNetwork(layeredFile);
    expect(layOutNetwork(layered).detail).toBe("neurons");
    const groups = layOutNetwork(layered, { most: 39 });
    expect(groups.nodes.map(({ id, neurons }) => `${id} ${neurons}`)).toEqual(["x 16", "h 12", "k 8", "y 4"]);
    expect(groups.links.map(({ synapses }) => synapses)).toEqual([192, 96, 32]);
    expect(groups.nodeOf("k.3")).toBe(2);
    const depths = layOutNetwork(layered, { most: 3 });
    expect(depths.nodes).toHaveLength(4);
  });
});

describe("a scene", () => {
  test("is the same in all modes but for what flows", () => {
    const paths = modes.map((mode) => {
      const drawn = drawScene(lecture, mode, () => undefined, "en");
      return Array.from(
        drawn.matchAll(/<path[^>]*d="([^"]*)"[^>]*data-link="(\d+)"/g),
        ([, d, link]) => `${link ?? ""} ${d ?? ""}`,
      );
    });
    expect(paths[0]).toEqual(lecture.links.map(({ path }, link) => `${link} ${path}`));
    expect(paths[1]).toEqual(paths[0]);
    expect(paths[2]).toEqual(paths[0]);
  });

  test.each(modes)("has a group for each node and a dot in each slot that has no text (%s)", (mode) => {
    const drawn = drawScene(lecture, mode, () => undefined, "en");
    expect(countOf(drawn, /<g class="network-node" data-node="\d+"/g)).toBe(8);
    expect(countOf(drawn, /data-loss="\d+"/g)).toBe(2);
    const slots = [...drawn.matchAll(/<text[^>]*data-slot="([^"]*)"[^>]*>([^<]*)</g)];
    expect(new Set(slots.map(([, key]) => key)).size).toBe(slots.length);
    expect(new Set(slots.map(([, , text]) => text))).toEqual(new Set(["·"]));
  });

  test("is backward dashed and forward solid", () => {
    const classes = (mode: SceneMode): Set<string> =>
      new Set(Array.from(drawScene(lecture, mode, () => undefined, "en").matchAll(/network-link (network-\w+)/g), ([, name = ""]) => name)); // prettier-ignore
    expect(classes("forward")).toEqual(new Set(["network-down"]));
    expect(classes("reversed")).toEqual(new Set(["network-idle", "network-up"]));
    expect(classes("overlay")).toEqual(new Set(["network-down", "network-up"]));
  });
});
