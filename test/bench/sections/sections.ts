import { notMeasured } from "../harness/bar.ts";
import type { Section } from "../harness/section.ts";
import { batchSizes } from "./batch-sizes.ts";
import { depth } from "./depth.ts";
import { scale } from "./scale.ts";
import { startUp } from "./start-up.ts";
import { taps } from "./taps.ts";
import { trainingSection } from "./training.ts";

/** Its place: nothing runs edge by edge yet. */
const edgeByEdge: Section = {
  letter: "i",
  title: "i: edge by edge",
  heats: () => [],
  tables: () => [],
  bars: () => [
    notMeasured("edge by edge, d", "≥ 60 million deliveries/s"),
    notMeasured("edge by edge, with latency", "≥ 2 million events/s"),
  ],
};

/** All parts, in the order in which they are told. */
export const sections: readonly Section[] = [
  trainingSection("a"),
  trainingSection("b"),
  trainingSection("c"),
  trainingSection("d"),
  batchSizes,
  scale,
  depth,
  taps,
  edgeByEdge,
  startUp,
];
