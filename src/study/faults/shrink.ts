import { sliceSamples } from "../../data/samples.ts";
import { elsewhere } from "./elsewhere.ts";
import type { Case } from "./random-case.ts";
import type { Failure, Try } from "./failure.ts";
import { fewerNeurons } from "./fewer-neurons.ts";
import type { Outcome } from "./run-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Runs a case under a schedule. */
export type Run = (tried: Case, schedule: Schedule) => Outcome;

/**
 * Makes a failing run smaller while it still breaks the same law: fewer faults (delta debugging, Zeller and Hildebrandt 2002), one tick
 * for every message, fewer samples, fewer neurons, and what faults are left once more. Where leaving out does not help any more,
 * a few faults are tried at other places.
 */
export function shrink(failure: Failure, run: Run): Failure {
  const law = failure.outcome.violations[0]?.law;
  const tryOut = (tried: Case, schedule: Failure["schedule"]): Failure | undefined => {
    const outcome = run(tried, schedule);
    return outcome.violations[0]?.law === law ? { tried, schedule, outcome } : undefined;
  };
  const steps = [fewerFaults, elsewhere, calmer, fewerSamples, fewerNeurons, fewerFaults, elsewhere, fewerSamples]; // prettier-ignore
  return steps.reduce((smallest, smaller) => smaller(smallest, tryOut), failure);
}

/** ddmin: leaves out ever smaller parts of the list, as long as it fails without them. */
function fewerFaults(failure: Failure, tryOut: Try): Failure {
  let smallest = failure;
  let parts = 2;
  for (;;) {
    const { faults } = smallest.schedule;
    if (faults.length === 0) return smallest;
    const size = Math.ceil(faults.length / parts);
    let found: Failure | undefined;
    for (let from = 0; from < faults.length && found === undefined; from += size) {
      const rest = [...faults.slice(0, from), ...faults.slice(from + size)];
      found = tryOut(smallest.tried, { ...smallest.schedule, faults: rest });
    }
    if (found !== undefined) {
      smallest = found;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) return smallest;
    else parts = Math.min(2 * parts, faults.length);
  }
}

/** No end of its process in the middle, links that take up anything at once, one tick for every message. */
function calmer(failure: Failure, tryOut: Try): Failure {
  const changes = [{ stopAfter: undefined }, { bandwidth: undefined }, { latency: { kind: "constant", ticks: 1 } }] as const; // prettier-ignore
  return changes.reduce<Failure>(
    (calmest, change) => tryOut(calmest.tried, { ...calmest.schedule, ...change }) ?? calmest,
    failure,
  );
}

function fewerSamples(failure: Failure, tryOut: Try): Failure {
  let smallest = failure;
  for (let count = 1; count < failure.tried.samples.count; count++) {
    const { tried, schedule } = smallest;
    const found = tryOut({ ...tried, samples: sliceSamples(tried.samples, 0, count) }, schedule);
    if (found !== undefined) return found;
    smallest = failure;
  }
  return smallest;
}
