import { formatNumber } from "../../view/number-text.ts";
import { metrics, type MetricName } from "./metrics.ts";
import type { Spread } from "./summary.ts";

/** A metric as it is drawn: shares in percent. */
export function shownValue(metric: MetricName, value: number): number {
  return metrics[metric].unit === "share" ? 100 * value : value;
}

/** What an axis of the metric is called. */
export function measuredText(metric: MetricName): string {
  const { heading, unit } = metrics[metric];
  const units = { share: "%", ticks: "ticks", degrees: "degrees", number: "", count: "" };
  return units[unit] === "" || heading.includes(units[unit]) ? heading : `${heading}, ${units[unit]}`;
}

/** The heading of its column: shares are in percent. */
export function headingText(metric: MetricName): string {
  const { heading, unit } = metrics[metric];
  return unit === "share" ? `${heading} %` : heading;
}

/** The number of a metric, as it stands in a table. */
export function valueText(metric: MetricName, value: number): string {
  if (value === Infinity && metric.endsWith("-to-target")) return "never";
  return formatNumber(shownValue(metric, value));
}

/** Behind the middle value: ± half of what lies between the least and the greatest, or how many runs have a finite one. */
export function spreadText(metric: MetricName, { low, high, runs, finite }: Spread): string {
  if (finite < runs) return `${finite} of ${runs}`;
  return runs < 2 ? "" : `±${formatNumber(shownValue(metric, (high - low) / 2), 2)}`;
}
