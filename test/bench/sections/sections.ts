import type { Section } from "../harness/section.ts";
import { batchSizes } from "./batch-sizes.ts";
import { depth } from "./depth.ts";
import { edgeByEdge } from "./edge-by-edge.ts";
import { scale } from "./scale.ts";
import { startUp } from "./start-up.ts";
import { taps } from "./taps.ts";
import { trainingSection } from "./training.ts";

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
