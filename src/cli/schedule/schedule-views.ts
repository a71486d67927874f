/** What `schedule --view` takes: the table of what is done when, or the chart with who waits why. */
export const scheduleViews = ["grid", "gantt"] as const;
export type ScheduleViewName = (typeof scheduleViews)[number];
