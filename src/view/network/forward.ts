import type { View } from "../view.ts";
import { networkSvg } from "./network-svg.ts";
import { networkText } from "./network-text.ts";

/** The network as activations flow: what each neuron has made of them, and what every synapse carries. */
export const networkView: View = {
  text: (trace, options) => networkText(trace, options, "forward"),
  svg: (trace, options) => networkSvg(trace, options, "forward"),
};
