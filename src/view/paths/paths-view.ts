import type { View } from "../view.ts";
import { derivePaths } from "./derive-paths.ts";
import { pathsSvg } from "./paths-svg.ts";
import { pathsText } from "./paths-text.ts";

/** One weight's gradient as the sum over all paths to the loss, beside what backpropagation does instead. */
export const pathsView: View = {
  text: (trace, options) => pathsText(derivePaths(trace, options), options),
  svg: (trace, options) => pathsSvg(trace, derivePaths(trace, options), options),
};
