import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Trace } from "../../../src/index.ts";
import { networkView } from "../../../src/view/network/forward.ts";
import { overlayView } from "../../../src/view/network/overlay.ts";
import { reversedView } from "../../../src/view/network/reversed.ts";
import { hostileTrace, lectureTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { faultsOf, type Looker, openLooker } from "./overlaps.ts";
import { isLong } from "../../long.ts";
import { seededTrace } from "./seeded-networks.ts";

const views = { network: networkView, reversed: reversedView, overlay: overlayView };

const networks: [string, Trace][] = [
  ["Mazur's network", mazurTrace],
  ["the lecture's network", lectureTrace],
  ["several samples in flight", pipelineTrace],
  ["names that hold anything", hostileTrace],
  ["8 neurons a layer, 6 layers, fully connected", seededTrace(0, { layers: 6, width: 8, share: 1 })],
  ...Array.from({ length: isLong ? 12 : 4 }, (_, i): [string, Trace] => [
    `random network ${i + 1}, with skip connections`,
    seededTrace(i + 1, { layers: 2 + (i % 5), width: 2 + ((i * 5) % 7), share: i % 3 === 0 ? 0.99 : 0.7 }),
  ]),
];

describe("a real browser finds no text on another one, outside the picture, or across a box", () => {
  let looker: Looker;
  beforeAll(async () => {
    looker = await openLooker();
  });
  afterAll(() => looker.close());

  test.each(networks)("%s", async (_, trace) => {
    for (const [name, view] of Object.entries(views)) {
      for (const language of ["en", "zh"] as const) {
        const svg = view.svg?.(trace, { language }) ?? "";
        expect(faultsOf(await looker.look(svg)).slice(0, 12), `${name} ${language}`).toEqual([]);
      }
    }
  });
});
