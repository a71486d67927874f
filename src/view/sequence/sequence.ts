import type { Direction } from "../../message/message.ts";
import type { Phase } from "../../trace/phase.ts";
import type { Together } from "../groups/neuron-groups.ts";
import type { Participant } from "./participants.ts";

/** Messages from one to another, one under the other, and what is made of them. */
export interface Sequence {
  /** Those who take part. */
  readonly participants: readonly Participant[];
  readonly together: Together;
  /** How many neurons were chosen, and stand by themselves. */
  readonly chosen: number;
  readonly sections: readonly Section[];
  /** Which end of a long run is left out. */
  readonly cut: "nothing" | "start" | "end";
}

/** What belongs together: a phase of a micro-batch. */
export interface Section {
  readonly phase: Phase;
  readonly batch: number | undefined;
  readonly microBatch: number | undefined;
  /** The most that a step is about; numbers are those of the first one. */
  readonly samples: number;
  readonly steps: readonly Step[];
}

export type Step = MessageStep | NoteStep;

/** A message, or all of one direction between two groups. Participants are told by their places. */
export interface MessageStep {
  readonly kind: "message";
  readonly direction: Direction;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** What travels: x, a, δ, ∂L/∂a or ∂L/∂z; and of one message its number, and the weight that it meets. */
  readonly symbol: string;
  readonly value: number | undefined;
  readonly weight: number | undefined;
}

/** What a participant makes of its messages. Several neurons tell a norm. */
export interface NoteStep {
  readonly kind: "note";
  readonly at: number;
  readonly neurons: number;
  readonly facts: readonly Fact[];
}

/** A name and what it is: a number, or "gain" and "version" by their words. */
export interface Fact {
  readonly name: string;
  readonly value: number | string;
}
