import { readText } from "../../files/read-file.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import { InputError } from "../../message/input-error.ts";
import { checkPlan } from "../../schedule/check-plan.ts";
import type { Plan } from "../../schedule/plan.ts";
import { makePlan, type PlanName, planNames } from "../../schedule/plans.ts";
import { type PolicyName, policyNames } from "../../schedule/policies.ts";
import { readPlan } from "../../schedule/read-plan.ts";
import { scheduleView } from "../../view/schedule/schedule-view.ts";
import type { CommandIo } from "../io/command-io.ts";
import { expectFinite } from "../io/finite.ts";
import { jsonChunks, writeChunks } from "../io/json-stream.ts";
import { columnsOf, paintFor } from "../io/terminal-kind.ts";
import { oneOrEach } from "./numbers-option.ts";
import { scheduleDocument } from "./schedule-document.ts";
import { scheduleText } from "./schedule-text.ts";
import type { ScheduleViewName } from "./schedule-views.ts";
import { type RunTiming, type ScheduleRun, simulatePlan, simulatePolicy } from "./simulate.ts";
import { scheduleWriter } from "./write-schedule.ts";

/** What the command `schedule` takes. */
export interface ScheduleOptions {
  readonly stages?: number;
  readonly microBatches?: number;
  readonly chunks?: number;
  readonly forward?: readonly number[];
  readonly backward?: readonly number[];
  readonly weightGradient?: readonly number[];
  readonly latency?: readonly number[];
  readonly updateEvery?: number;
  readonly maxActiveKeys?: number;
  readonly file?: string;
  readonly view?: ScheduleViewName;
  readonly out?: string;
  readonly json?: true;
}

/** What the command `schedule` does. */
export async function runSchedule(
  name: string | undefined,
  options: ScheduleOptions,
  io: CommandIo,
): Promise<void> {
  const { out, json, view } = options;
  if (json && view !== undefined) throw new RangeError(`--view: expected none beside --json; got ${view}`);
  const write = out === undefined ? undefined : scheduleWriter(out);
  const run = options.file === undefined ? runNamed(name, options) : runFile(name, options.file, options);
  expectFinite("makespan", run.figures.makespan);
  // A schedule that cannot be shown leaves no file either.
  const text = json ? jsonChunks(scheduleDocument(run)) : [textOf(run, view, io)];
  write?.(run);
  await writeChunks(io.stdout, text);
  await writeChunks(io.stdout, ["\n"]);
}

function textOf(
  run: ScheduleRun,
  view: ScheduleViewName | undefined,
  { stdout, environment }: CommandIo,
): string {
  const columns = columnsOf(stdout);
  if (view !== "gantt") return scheduleText(run, columns).join("\n");
  const { schedule: name, timetable, gradientsPerCommit } = run;
  const paint = paintFor(stdout, environment);
  return scheduleView.text(timetable, { name, gradientsPerCommit, columns, paint }).join("\n");
}

function runNamed(name: string | undefined, options: ScheduleOptions): ScheduleRun {
  const names: readonly string[] = [...planNames, ...policyNames];
  if (name === undefined) throw new RangeError("NAME: expected a schedule, or --file FILE; got nothing");
  if (!names.includes(name)) throw new RangeError(`NAME: ${expectedOneOf(names, name)}`);
  expectMeant(name, options);
  const ranks = required("--stages", options.stages);
  const microBatches = required("--micro-batches", options.microBatches);
  if (isPlanName(name)) {
    const { chunks } = options;
    const size = { ranks, microBatches, ...(chunks === undefined ? {} : { chunks }) };
    const plan = makePlan(name, size);
    return simulatePlan(name, plan, timingOf(plan, options), { name, size });
  }
  // A run of a policy has as many actions as a plan of the same size; this one makes sure that they are not too many.
  makePlan("gpipe", { ranks, microBatches });
  const policy = {
    maxActiveKeys: options.maxActiveKeys ?? ranks,
    gradientsPerCommit: options.updateEvery ?? (name === "ampnet" ? 1 : ranks),
  };
  return simulatePolicy(
    name as PolicyName,
    policy,
    { stages: ranks, microBatches },
    ticksOf(options, { ranks, links: ranks - 1, weightGradient: 0 }),
  );
}

/** @throws InputError with the file as its source */
function runFile(name: string | undefined, file: string, options: ScheduleOptions): ScheduleRun {
  if (name !== undefined) throw new RangeError(`NAME: expected none beside --file; got "${name}"`);
  for (const [flag, value] of [
    ["--stages", options.stages],
    ["--micro-batches", options.microBatches],
  ] as const) {
    if (value !== undefined) throw new RangeError(`${flag}: expected none beside --file; got ${value}`);
  }
  expectMeant("--file", options);
  let plan: Plan;
  try {
    plan = readPlan(readText(file));
    checkPlan(plan);
  } catch (error) {
    throw error instanceof InputError && error.source === undefined ? error.in(file) : error;
  }
  return simulatePlan(
    file,
    plan,
    ticksOf(options, { ranks: plan.stages, links: plan.stages - 1, ...ownGradients(plan) }),
  );
}

/** Options that a schedule would not look at are refused, not ignored. */
function expectMeant(name: string, options: ScheduleOptions): void {
  const owners = [
    ["--chunks", options.chunks, ["interleaved-1f1b"]],
    ["--update-every", options.updateEvery, ["pipedream-2bw", "paci", "pipemare", "ampnet"]],
    ["--max-active-keys", options.maxActiveKeys, ["ampnet"]],
  ] as const;
  for (const [flag, value, names] of owners) {
    if (value === undefined || (names as readonly string[]).includes(name)) continue;
    throw new RangeError(`${flag}: expected ${names.join(" or ")} beside it; got ${name}`);
  }
}

/** Of several chunks on a rank, each takes its part of the rank's time. */
function timingOf(plan: Plan, options: ScheduleOptions): RunTiming {
  const ranks = plan.ranks.length;
  const chunks = plan.stages / ranks;
  const ticks = ticksOf(options, { ranks, links: plan.stages - 1, ...ownGradients(plan) });
  const parted = (ofRanks: number | readonly number[]): number | readonly number[] =>
    typeof ofRanks === "number"
      ? ofRanks / chunks
      : Array.from({ length: plan.stages }, (_, stage) => (ofRanks[stage % ranks] ?? 0) / chunks);
  return {
    forward: parted(ticks.forward),
    backward: parted(ticks.backward),
    weightGradient: parted(ticks.weightGradient),
    latency: ticks.latency,
  };
}

function ticksOf(
  options: ScheduleOptions,
  { ranks, links, weightGradient }: Record<"ranks" | "links" | "weightGradient", number>,
): RunTiming {
  return {
    forward: oneOrEach("--forward", options.forward, ranks, 1),
    backward: oneOrEach("--backward", options.backward, ranks, 1),
    weightGradient: oneOrEach("--weight-gradient", options.weightGradient, ranks, weightGradient),
    latency: oneOrEach("--latency", options.latency, Math.max(1, links), 0),
  };
}

/** The ticks of weight gradients if nothing else is said: none unless a plan does them by themselves. */
function ownGradients(plan: Plan): { readonly weightGradient: number } {
  const areOwn = plan.ranks.some((actions) => actions.some(({ kind }) => kind === "W"));
  return { weightGradient: areOwn ? 1 : 0 };
}

function isPlanName(name: string): name is PlanName {
  return (planNames as readonly string[]).includes(name);
}

function required(flag: string, value: number | undefined): number {
  if (value === undefined) throw new RangeError(`${flag}: expected a whole number from 1 on; got nothing`);
  return value;
}
