import { drawnTiming } from "../../network/pipeline/drawn-timing.ts";
import type { Timing } from "../../schedule/timing.ts";
import type { ScheduleOptions } from "../io/schedule-options.ts";
import type { WorldOptions } from "../io/world-options.ts";
import { oneOrEach } from "../schedule/numbers-option.ts";

/** How many processors there are, with how many stages each, and the ticks of weight gradients if nothing else is said. */
interface StageSize {
  readonly ranks: number;
  readonly chunks: number;
  readonly weightGradient: number;
}

/**
 * The ticks of tasks and of messages between stages; a processor's several stages share its time.
 * @throws RangeError `--OPTION: expected …; got …`
 */
export function stageTiming(
  options: ScheduleOptions & Pick<WorldOptions, "latency"> & { readonly seed?: number },
  { ranks, chunks, weightGradient }: StageSize,
): Timing {
  const { forward, backward, latency, seed = 0 } = options;
  const parted = (flag: string, numbers: readonly number[] | undefined, otherwise: number) => {
    const ofRanks = oneOrEach(flag, numbers, ranks, otherwise);
    if (typeof ofRanks === "number") return ofRanks / chunks;
    return Array.from({ length: ranks * chunks }, (_, stage) => (ofRanks[stage % ranks] ?? 0) / chunks);
  };
  const tasks = {
    forward: parted("--forward", forward, 1),
    backward: parted("--backward", backward, 1),
    weightGradient: parted("--weight-gradient", options.weightGradient, weightGradient),
  };
  if (latency === undefined) return tasks;
  if (latency.kind === "distance") {
    throw new RangeError("--latency: expected one of a link between two stages; got distance");
  }
  return latency.kind === "constant"
    ? { ...tasks, latency: latency.ticks }
    : drawnTiming(tasks, latency, seed);
}
