import type { FaultRates } from "../../transport/simulated/fault.ts";
import type { LinkLatency } from "../../network/link-latency.ts";
import { runCalm } from "./calm.ts";
import type { Failure } from "./failure.ts";
import { type Case, randomCase } from "./random-case.ts";
import { randomRates } from "./random-rates.ts";
import { type Outcome, runSchedule } from "./run-schedule.ts";
import { shrink } from "./shrink.ts";
import { newReached, type Reached, sumOfReached } from "./situations.ts";

export interface SimulationOptions {
  /** The seeds from … to − 1: each is a schedule of faults. */
  readonly from: number;
  readonly to: number;
  /** What is run; small random cases unless said, a thousand of them in turn. */
  readonly tried?: Case | undefined;
  /** What is not said is drawn anew for every seed. */
  readonly latency?: LinkLatency | undefined;
  readonly faults?: FaultRates | undefined;
}

/** What has come of many schedules. */
export interface Tally {
  schedules: number;
  complete: number;
  /** Runs that the supervisor ended, since something failed more often than it may. */
  givenUp: number;
  violations: number;
  events: number;
  faults: number;
  reached: Reached;
}

/** Runs schedule after schedule, and says after each how far it is, until one breaks a law: that one is made small. */
export function* simulate(options: SimulationOptions): Generator<Tally, Failure | undefined, undefined> {
  const { from, to, tried } = options;
  const tally = newTally();
  const calm = tried && runCalm(tried);
  for (let seed = from; seed < to; seed++) {
    const drawn = randomRates(seed);
    const { latency = drawn.latency, faults = drawn.faults } = options;
    const one = tried ?? randomCase(seed % randomCases);
    const drawnSchedule = { ...drawn, seed, latency, faults };
    const outcome = runSchedule(one, drawnSchedule, calm);
    add(tally, outcome);
    yield tally;
    if (outcome.end !== "violation") continue;
    const schedule = { ...drawnSchedule, faults: outcome.faults };
    return shrink({ tried: one, schedule, outcome }, runSchedule);
  }
  return undefined;
}

/** Different random cases: networks, samples and ways of training. */
export const randomCases = 1000;

export function newTally(): Tally {
  return {
    schedules: 0,
    complete: 0,
    givenUp: 0,
    violations: 0,
    events: 0,
    faults: 0,
    reached: newReached(),
  };
}

function add(tally: Tally, { end, events, faults, reached }: Outcome): void {
  tally.schedules++;
  tally.events += events;
  tally.faults += faults.length;
  if (end === "complete") tally.complete++;
  else if (end === "given up") tally.givenUp++;
  else tally.violations++;
  tally.reached = sumOfReached(tally.reached, reached);
}

/** Two tallies as one: what several processes have run. */
export function sumOf(one: Tally, other: Tally): Tally {
  return {
    schedules: one.schedules + other.schedules,
    complete: one.complete + other.complete,
    givenUp: one.givenUp + other.givenUp,
    violations: one.violations + other.violations,
    events: one.events + other.events,
    faults: one.faults + other.faults,
    reached: sumOfReached(one.reached, other.reached),
  };
}
