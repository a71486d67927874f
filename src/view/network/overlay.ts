import type { View } from "../view.ts";
import { networkSvg } from "./network-svg.ts";
import { networkText } from "./network-text.ts";

/** Both passes on each other: over each synapse a and δ, and the gradient that they make. */
export const overlayView: View = {
  text: (trace, options) => networkText(trace, options, "overlay"),
  svg: (trace, options) => networkSvg(trace, options, "overlay"),
};
