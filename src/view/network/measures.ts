/** Measures of a drawn network, in pixels. */
export const boxWidth = { neurons: 124, groups: 168 } as const;
export const margin = 28;

/** Room that a box needs for what stands in it; inputs have little to say. */
export const leastHeight = { input: 76, neuron: 132, loss: 92, group: 236, norms: 116, chosen: 262 } as const;

/** Numbers on links have at most so many characters: `-0.000123`. */
export const numberWidth = 9;

/**
 * How numbers stand at the ends of links. Beside each box is a strip as wide as `strip` where every line is level, and
 * no two are nearer to each other than `ports`: numbers stand there, above and below their line ("stacked") or, where
 * there are many of them, side by side above it ("inline"). Lines bend and cross between the strips alone.
 */
export interface LabelPlan {
  readonly form: "stacked" | "inline";
  readonly ports: number;
  readonly strip: number;
  /** Between two strips. */
  readonly bend: number;
  readonly fontSize: number;
}

export const stackedLabels: LabelPlan = { form: "stacked", ports: 32, strip: 72, bend: 60, fontSize: 11 };
export const inlineLabels: LabelPlan = { form: "inline", ports: 15, strip: 134, bend: 84, fontSize: 10 };

/** With more links than this at a side of a box, numbers stand side by side. */
export const mostStacked = 6;
