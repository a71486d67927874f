/** What a run is judged by. null in a result stands for what it has not, or for what is no finite number. */
export const metricNames = [
  "loss",
  "accuracy",
  "error",
  "training-loss",
  "epochs-to-target",
  "time-to-target",
  "makespan",
  "throughput",
  "utilisation",
  "bubble",
  "staleness-mean",
  "staleness-first",
  "staleness-max",
  "live-versions",
  "peak-in-flight",
  "angle",
  "diverged",
] as const;
export type MetricName = (typeof metricNames)[number];

/** How a metric is told. */
export interface Metric {
  /** A heading of few letters. */
  readonly heading: string;
  /** What exactly it is. */
  readonly about: string;
  /** "share": told in percent. */
  readonly unit: "number" | "share" | "ticks" | "degrees" | "count";
}

// To add a metric: its name above, its line here, and its number in the results of run-training.ts or run-timetable.ts.

export const metrics: Readonly<Record<MetricName, Metric>> = {
  loss: {
    heading: "loss",
    about: "after the last commit, over the validation samples, or the samples where there are none",
    unit: "number",
  },
  accuracy: {
    heading: "accuracy",
    about: "share answered rightly, of the validation samples, or the samples where there are none",
    unit: "share",
  },
  error: {
    heading: "error",
    about: "share answered wrongly, of the validation samples, or the samples where there are none",
    unit: "share",
  },
  "training-loss": {
    heading: "training loss",
    about: "mean over the last epoch, each sample at the weights that it met",
    unit: "number",
  },
  "epochs-to-target": {
    heading: "epochs to target",
    about: "after which the target was met first",
    unit: "count",
  },
  "time-to-target": { heading: "ticks to target", about: "of virtual time until then", unit: "ticks" },
  makespan: { heading: "makespan", about: "ticks of virtual time of the whole run", unit: "ticks" },
  throughput: {
    heading: "throughput",
    about: "samples a tick; micro-batches a tick where there is no network",
    unit: "number",
  },
  utilisation: {
    heading: "utilisation",
    about: "share of the processors' time in which they work; of a plan, in its last batch",
    unit: "share",
  },
  bubble: { heading: "bubble", about: "share of the processors' time in which they wait", unit: "share" },
  "staleness-mean": {
    heading: "staleness",
    about:
      "commits between what a forward pass read and what its gradient was added to, its own not counted; mean over stages and micro-batches",
    unit: "number",
  },
  "staleness-first": {
    heading: "staleness of stage 0",
    about: "the same of the first stage alone",
    unit: "number",
  },
  "staleness-max": { heading: "most stale", about: "the greatest of all stages", unit: "count" },
  "live-versions": {
    heading: "versions",
    about: "the most weight versions that a stage keeps",
    unit: "count",
  },
  "peak-in-flight": {
    heading: "in flight",
    about: "the most micro-batches that a processor keeps at once",
    unit: "count",
  },
  angle: {
    heading: "angle",
    about:
      "degrees between the δ of a hidden layer and that of backpropagation, at the end, mean of the layers",
    unit: "degrees",
  },
  diverged: {
    heading: "diverged",
    about:
      "whether a number was not finite in the end, or the greatest training loss of the last tenth of the epochs is more than twice that of the first tenth",
    unit: "share",
  },
};
