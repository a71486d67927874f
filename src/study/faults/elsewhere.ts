import { type Random, random } from "../../math/random.ts";
import type { Fault } from "../../transport/simulated/fault.ts";
import type { Failure, Try } from "./failure.ts";

/** So many faults can be read; fewer than these are looked for, so many lists of each length. */
const readable = 5;
const lists = 200;

/**
 * Looks for a failure of one to five faults of the kinds that are left, at other places and times. Delta debugging ends where no
 * single fault can be left out; that may be with many faults, as each that is left out lets all that comes later happen at another time,
 * and the rest are not where they were needed. What they did together, a few of them may do elsewhere.
 */
export function elsewhere(failure: Failure, tryOut: Try): Failure {
  const { tried, schedule, outcome } = failure;
  if (schedule.faults.length > 0) {
    const found = endedElsewhere(failure, tryOut);
    if (found !== undefined) return found;
  }
  const draw = random(schedule.seed, "elsewhere");
  const kinds = [...new Set(schedule.faults.map(({ kind }) => kind))];
  const byKind = kinds.map((kind) => schedule.faults.filter((fault) => fault.kind === kind));
  const most = Math.min(readable, schedule.faults.length - 1);
  const befalls = schedule.faults.filter((fault) => "time" in fault || fault.kind === "throw");
  for (let count = 1; count <= most; count++) {
    for (let i = 0; i < lists; i++) {
      const faults: Fault[] = [];
      // What befalls a host is what a failure is made of more often than a packet's fate.
      for (let k = 0; k < count; k++) {
        const list = k === 0 && befalls.length > 0 ? befalls : pick(draw, byKind);
        faults.push(moved(pick(draw, list), outcome.time, draw));
      }
      const found = tryOut(tried, { ...schedule, faults });
      if (found !== undefined) return found;
    }
  }
  return failure;
}

/** Where the process ended in the middle: the same at another event, and nothing else goes wrong. */
function endedElsewhere({ tried, schedule }: Failure, tryOut: Try): Failure | undefined {
  const { stopAfter = 0 } = schedule;
  const step = Math.ceil(stopAfter / lists);
  for (let event = stopAfter; event > 0; event -= step) {
    const found = tryOut(tried, { ...schedule, faults: [], stopAfter: event });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same at another time; of packets and calls, another one of the same hosts. */
export function moved(
  fault: Fault,
  time: number,
  { uniform, integer }: Pick<Random, "uniform" | "integer">,
): Fault {
  if ("time" in fault) return { ...fault, time: time * uniform(), nth: 0 };
  if (fault.kind === "throw") return { ...fault, call: integer(2 * fault.call + 2) };
  return { ...fault, nth: integer(2 * fault.nth + 2) };
}

function pick<T>(draw: Random, list: readonly T[]): T {
  const one = list[draw.integer(list.length)];
  if (one === undefined) throw new RangeError("pick: expected a list with something in it");
  return one;
}
