import type { View } from "../view.ts";
import { deriveHistograms } from "./derive-histograms.ts";
import { histogramSvg } from "./histogram-svg.ts";
import { histogramText } from "./histogram-text.ts";

/** How activations, gains, deltas, gradients and weights are distributed at a moment of a run. */
export const histogramView: View = {
  text: (trace, options) =>
    histogramText(deriveHistograms(trace, options), trace.header.options.level, options),
  svg: (trace, options) =>
    histogramSvg(deriveHistograms(trace, options), trace.header.options.level, options),
};
