import { recordedChart } from "../schedule/recorded-chart.ts";
import { scheduleSvg } from "../schedule/schedule-svg.ts";
import { scheduleText } from "../schedule/schedule-text.ts";
import type { View } from "../view.ts";
import { ganttCounts } from "./gantt-counts.ts";
import { ganttGrid } from "./gantt-grid.ts";
import { ganttSvg } from "./gantt-svg.ts";
import { ganttText } from "./gantt-text.ts";
import { stageVersions } from "./stage-versions.ts";

/** Which stage does what for which micro-batch, tick by tick; and who waits. Of a run in stages, what its processors have done. */
export const ganttView: View = {
  text(trace, options) {
    const chart = recordedChart(trace, options);
    if (chart !== undefined) return [...scheduleText(chart, options), ...stageVersions(trace, options)];
    const grid = ganttGrid(trace, options);
    return ganttText(grid, ganttCounts(grid), options);
  },
  svg(trace, options) {
    const chart = recordedChart(trace, options);
    if (chart !== undefined) return scheduleSvg(chart, options);
    const grid = ganttGrid(trace, options);
    return ganttSvg(grid, ganttCounts(grid), options);
  },
};
