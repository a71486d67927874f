import type { View } from "../view.ts";
import { curvesSvg } from "./curves-svg.ts";
import { curvesText } from "./curves-text.ts";
import { deriveCurves } from "./derive-curves.ts";

/** Loss, gains, gradients and weights from batch to batch. */
export const curvesView: View = {
  text: (trace, options) => curvesText(deriveCurves(trace, options), trace.header.options.level, options),
  svg: (trace, options) => curvesSvg(deriveCurves(trace, options), trace.header.options.level, options),
};
