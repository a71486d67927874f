import { neuronIds } from "../../model/neuron-ids.ts";
import type { Outcome } from "../../study/faults/run-schedule.ts";
import type { Failure } from "../../study/faults/failure.ts";
import { newTally, randomCases, type Tally } from "../../study/faults/simulate.ts";
import { situations } from "../../study/faults/situations.ts";
import type { Fault, TimedFault } from "../../transport/simulated/fault.ts";
import { textTable } from "../io/text-table.ts";
import { grouped } from "./progress-line.ts";

/** What came of many schedules, for people. */
export function simulationText(
  tally: Tally,
  failure: Failure | undefined,
  path: string | undefined,
  isRandom: boolean,
): string {
  const { schedules, complete, givenUp, events, faults, reached } = tally;
  const networks = isRandom ? counted(Math.min(schedules, randomCases), "small network") : "this network";
  const verdict =
    failure === undefined
      ? `${counted(schedules, "schedule")} of faults over ${networks}: every law held, and every bit was that of the calm run.`
      : `A law was broken after ${counted(schedules, "schedule")} of faults.`;
  const rows = [...reached].map(([situation, times]) => [situation, grouped(times)]);
  const never = rows.filter(([, times]) => times === "0").length;
  return [
    verdict,
    `Complete: ${counted(complete, "run")}; given up by the supervisor: ${grouped(givenUp)}.`,
    `${counted(events, "event")}, ${counted(faults, "fault")}.`,
    "",
    ...(failure === undefined ? [] : [failureText(failure, path), ""]),
    never === 0 ? "What they came upon:" : `What they came upon (${never} never):`,
    textTable(["situation", "times"], rows, { count: rows.length, most: rows.length }),
    "",
  ].join("\n");
}

/** `1 schedule`, `1,000 schedules` */
function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}

function failureText({ tried, schedule, outcome }: Failure, path: string | undefined): string {
  const { idOf } = neuronIds(tried.model);
  const nameOf = (host: number): string => (host < tried.model.neuronCount ? idOf(host) : "the coordinator");
  const [violation] = outcome.violations;
  return [
    `${violation?.law ?? ""}: ${violation?.detail ?? ""}, at tick ${Math.round(violation?.time ?? 0)}`,
    `Seed ${schedule.seed}, made small: ${counted(schedule.faults.length, "fault")}, ${counted(tried.model.neuronCount, "neuron")}, ${counted(tried.samples.count, "sample")}.`,
    ...schedule.faults.slice(0, 10).map((fault) => `  ${faultText(fault, nameOf)}`),
    ...(schedule.stopAfter === undefined ? [] : [`  after event ${schedule.stopAfter}: the process ends`]),
    ...(path === undefined ? [] : [`Run it again: counterflow simulate --replay ${path}`]),
  ].join("\n");
}

function faultText(fault: Fault, nameOf: (host: number) => string): string {
  if ("time" in fault) return `at tick ${Math.round(fault.time)}: ${timedText(fault, nameOf)}`;
  if (fault.kind === "throw")
    return `${nameOf(fault.host)} throws at its task ${fault.call}, and is down for ${fault.ticks} ticks`;
  const packet = `packet ${fault.nth + 1} from ${nameOf(fault.from)} to ${nameOf(fault.to)}`;
  switch (fault.kind) {
    case "drop":
      return `${packet} is lost`;
    case "duplicate":
      return `${packet} comes again ${fault.later} ticks later`;
    case "reorder":
      return `${packet} is ${fault.by} ticks late`;
    case "corrupt":
      return `${packet} has bit ${fault.bit} turned`;
  }
}

function timedText(fault: TimedFault, nameOf: (host: number) => string): string {
  const long = `for ${fault.ticks} ticks`;
  switch (fault.kind) {
    case "crash":
      return `${nameOf(fault.host)} is down ${long}`;
    case "outage":
      return `${fault.hosts.map(nameOf).join(", ")} are down ${long}`;
    case "pause":
      return `${nameOf(fault.host)} does nothing ${long}`;
    case "partition": {
      const bridge = fault.bridge === undefined ? "" : `, but for ${nameOf(fault.bridge)},`;
      return `${fault.hosts.map(nameOf).join(", ")} cut off from the others${bridge} ${long}`;
    }
    case "failover":
      return `the coordinator is taken for dead ${long}`;
    case "cut":
      return `nothing passes from ${nameOf(fault.from)} to ${nameOf(fault.to)} ${long}`;
    case "flap":
      return `the line between ${nameOf(fault.from)} and ${nameOf(fault.to)} is down ${fault.times} times ${long}`;
    case "slow":
      return `${nameOf(fault.host)} takes everything up ${fault.by} ticks late ${long}`;
    case "skew":
      return `timers of ${nameOf(fault.host)} take ${fault.factor} times as long ${long}`;
    case "jump":
      return `the clock of ${nameOf(fault.host)} jumps by ${fault.ticks} ticks`;
  }
}

/** The same as a document, which another process can read. */
export interface TallyDocument extends Omit<Tally, "reached"> {
  readonly reached: Readonly<Record<string, number>>;
  readonly failure?: {
    readonly law: string | undefined;
    readonly detail: string | undefined;
    readonly seed: number;
    readonly faults: number;
    readonly neurons: number;
    readonly file: string | undefined;
  };
}

export function readTally({ reached, ...counts }: TallyDocument): Tally {
  const tally = { ...newTally(), ...counts };
  for (const situation of situations) tally.reached.set(situation, reached[situation] ?? 0);
  return tally;
}

export function simulationDocument(
  tally: Tally,
  failure: Failure | undefined,
  path: string | undefined,
): TallyDocument {
  const { reached, ...counts } = tally;
  const [violation] = failure?.outcome.violations ?? [];
  return {
    ...counts,
    reached: Object.fromEntries(reached),
    ...(failure !== undefined && {
      failure: {
        law: violation?.law,
        detail: violation?.detail,
        seed: failure.schedule.seed,
        faults: failure.schedule.faults.length,
        neurons: failure.tried.model.neuronCount,
        file: path,
      },
    }),
  };
}

/** What came of a file that was run again. */
export function replayText(path: string, { end, violations, events, time }: Outcome): string {
  const ran = `${path}: ${grouped(events)} events, ${Math.round(time)} ticks`;
  const [violation] = violations;
  if (violation === undefined) return `${ran}; ${end === "complete" ? "every law held" : end}\n`;
  return `${ran}\n${violation.law}: ${violation.detail}, at tick ${Math.round(violation.time)}\n`;
}
