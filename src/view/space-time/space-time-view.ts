import type { View } from "../view.ts";
import { spaceTimeSvg } from "./space-time-svg.ts";
import { spaceTimeText } from "./space-time-text.ts";

/** Lamport's space-time diagram: who tells whom what, and when it gets there. */
export const spaceTimeView: View = { text: spaceTimeText, svg: spaceTimeSvg };
