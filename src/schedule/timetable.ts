import type { Action } from "./action.ts";

/** An action with its times, in ticks. */
export interface Slot {
  readonly action: Action;
  readonly start: number;
  readonly end: number;
  /** When the message that it needs was sent, and when it was there; 0 for what needs none. */
  readonly sent: number;
  readonly arrived: number;
}

/** When each rank does what. */
export interface Timetable {
  readonly stages: number;
  readonly microBatches: number;
  /** What a rank does next: what its plan says, or what can be done and is allowed (a policy). */
  readonly order: "plan" | "policy";
  /** Of each rank, one after another. */
  readonly ranks: readonly (readonly Slot[])[];
}

/** When the last rank has ended. */
export function endOf({ ranks }: Timetable): number {
  return ranks.reduce((latest, slots) => Math.max(latest, slots.at(-1)?.end ?? 0), 0);
}
