import { type Plan, planOfStages, type PlanSize } from "../plan.ts";

/** How far a stage may go ahead of what it owes. */
export interface Slack {
  /** Forward passes before the first turn. */
  readonly ahead: number;
  /** Weight gradients that may wait while forward passes still come. */
  readonly owed: number;
}

/**
 * Schedules that split the backward pass (Qi et al. 2023, "Zero Bubble Pipeline Parallelism", arXiv:2401.10241): I sends the
 * error signals on at once, and W fills what would be a bubble. In turns F, I; after an I the oldest W that is owed, once
 * more than `owed` of them are; when no forward pass is left, one after each I; at the end the rest.
 */
export function zeroBubble(size: PlanSize, slackOf: (stage: number) => Slack): Plan {
  const { microBatches } = size;
  return planOfStages(size, function* (stage) {
    const slack = slackOf(stage);
    const ahead = Math.min(slack.ahead, microBatches);
    let done = 0;
    for (let k = 0; k < ahead; k++) yield ["F", k];
    for (let k = 0; k < microBatches; k++) {
      if (k + ahead < microBatches) yield ["F", k + ahead];
      yield ["I", k];
      if (k - done >= slack.owed || k + ahead >= microBatches) yield ["W", done++];
    }
    while (done < microBatches) yield ["W", done++];
  });
}
