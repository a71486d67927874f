import type { Action, Computation } from "./action.ts";
import type { Milestone } from "./phases.ts";

/** How long a task takes: everywhere, or of each stage; there again always, or of each micro-batch. */
export type Durations = number | readonly (number | readonly number[])[];

/** A number for all links, or of each: number s is that of the link between the stages s and s + 1, both ways. */
export type PerLink = number | readonly number[];

/** What takes time, in ticks. Sending costs its rank none, and nothing travels between stages of one rank. */
export interface Timing {
  readonly forward: Durations;
  /** Of I, the backward pass as far as the error signals. */
  readonly backward: Durations;
  /** Of W. B takes as long as I and W. */
  readonly weightGradient: Durations;
  /**
   * From the end of a task until its message is at the neighbour; 0 if it is not given. A function is asked once a message,
   * by the milestone that it tells of, in the order in which they are sent.
   */
  readonly latency?: PerLink | ((message: Milestone) => number);
  /** How long a message keeps its link busy (its size ÷ the bandwidth), before the latency; one waits for another. */
  readonly transfer?: PerLink;
}

/**
 * Ticks that an action takes.
 * @throws RangeError `TIMING: expected …; got …` where there is no such number
 */
export function durationOf(timing: Timing, { stage, kind, microBatch }: Action): number {
  const of = (name: "forward" | "backward" | "weightGradient"): number => {
    const all = timing[name];
    const here = typeof all === "number" ? all : all[stage];
    return ticks(typeof here === "object" ? here[microBatch] : here, `${name} of stage ${stage}`);
  };
  const parts: Readonly<Record<Computation, () => number>> = {
    F: () => of("forward"),
    I: () => of("backward"),
    W: () => of("weightGradient"),
    B: () => of("backward") + of("weightGradient"),
  };
  return parts[kind]();
}

/** Ticks of a link, by the lower one of its two stages. */
export function linkTicks(perLink: PerLink | undefined, stage: number): number {
  return ticks(typeof perLink === "object" ? perLink[stage] : (perLink ?? 0), `link of stage ${stage}`);
}

/** Ticks that the message of a milestone is under way to the neighbour that needs it. */
export function latencyTicks({ latency }: Timing, message: Milestone): number {
  const { phase, stage } = message;
  if (typeof latency !== "function") return linkTicks(latency, phase === "forward" ? stage : stage - 1);
  return ticks(latency(message), `latency of stage ${stage}`);
}

/** How far apart two moments may be through rounding alone, at about that time. */
export function sliver(time: number): number {
  return 1e-9 * time;
}

function ticks(value: number | undefined, where: string): number {
  if (value !== undefined && Number.isFinite(value) && value >= 0) return value;
  throw new RangeError(`${where}: expected a number of ticks from 0; got ${value ?? "nothing"}`);
}
