import type { View } from "../view.ts";
import { ganttCounts } from "./gantt-counts.ts";
import { ganttGrid } from "./gantt-grid.ts";
import { ganttSvg } from "./gantt-svg.ts";
import { ganttText } from "./gantt-text.ts";

/** Which stage does what for which micro-batch, tick by tick; and who waits. */
export const ganttView: View = {
  text(trace, options) {
    const grid = ganttGrid(trace, options);
    return ganttText(grid, ganttCounts(grid), options);
  },
  svg(trace, options) {
    const grid = ganttGrid(trace, options);
    return ganttSvg(grid, ganttCounts(grid), options);
  },
};
