import type { ActionEvent } from "../../event.ts";
import type { Pass, Stage, Stages } from "./stages.ts";
import { passOf } from "./stages.ts";

/** The versions that an action may read or name: from … to; and the rule that says so. */
export interface ExpectedVersion {
  readonly from: number;
  readonly to: number;
  readonly because: string;
}

/** Which version of its weights a stage reads in a forward pass. */
export function forwardVersion(stages: Stages, own: Stage, event: ActionEvent): ExpectedVersion {
  const { outline, firstBatch } = stages;
  const { newest, first } = own;
  switch (outline.forwardVersion) {
    case "latest":
      return exactly(newest, "the newest of its stage");
    case "entry": {
      const entry = passOf(stages, 0, event)?.latest;
      // At stage 0 this is its entry.
      return exactly(event.stage === 0 ? newest : (entry ?? NaN), "the newest of stage 0 when it entered");
    }
    case "batch-before":
      return exactly(first + Math.max(0, event.batch - firstBatch - 1), "that of the batch before");
    case "delayed": {
      const { mostDelayed = Infinity } = outline;
      const from = Math.max(first, newest - mostDelayed);
      return { from, to: newest, because: `at most ${mostDelayed} commits old` };
    }
  }
}

/** Which version of its weights the error signals of a stage name. */
export function transportVersion({ outline }: Stages, { newest }: Stage, { forward }: Pass): ExpectedVersion {
  const { transportVersion: rule, keptVersions = Infinity } = outline;
  if (rule !== "forward") return exactly(newest, "the newest of its stage");
  const oldest = newest - keptVersions + 1;
  return forward >= oldest
    ? exactly(forward, "that of its forward pass")
    : exactly(oldest, `the oldest of ${keptVersions} that are kept`);
}

function exactly(version: number, because: string): ExpectedVersion {
  return { from: version, to: version, because };
}
