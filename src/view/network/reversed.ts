import type { View } from "../view.ts";
import { networkSvg } from "./network-svg.ts";
import { networkText } from "./network-text.ts";

/** The same network with all arrows turned round: every neuron an amplifier of constant gain, error signals on the arrows. */
export const reversedView: View = {
  text: (trace, options) => networkText(trace, options, "reversed"),
  svg: (trace, options) => networkSvg(trace, options, "reversed"),
};
