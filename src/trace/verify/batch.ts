import type { Purpose } from "../../message/message.ts";
import type { DeliverEvent, LossEvent } from "../event.ts";

/** What is known of the batch in flight. It is all that grows, and it is dropped with the batch. */
export interface Batch {
  number: number;
  /** undefined: its beginning is not recorded, and its micro-batches are known from what names them. */
  readonly purpose: Purpose | undefined;
  readonly samples: number | undefined;
  /** By index. */
  readonly parts: Map<number, Part>;
  /** By slot: the event of its gradient, and whether it has committed. */
  readonly gradients: Map<number, number>;
  readonly committed: Set<number>;
  /** "POPULATION TASK MICRO-BATCH" of what whole populations have done. */
  readonly tasks: Set<string>;
  /** Some neuron has its gradient: all that learns from the batch is over, but the commits. */
  hasGradient: boolean;
  /** What the norm of all gradients makes of each; undefined until the first commit asks for it. */
  clippingFactor: number | undefined;
  /** Stages whose commit has begun; of a run without stages, 0. */
  readonly begunCommits: Set<number>;
}

/** A micro-batch. */
export interface Part {
  readonly index: number;
  /** Those that are recorded, as they stand in every event but those of populations. */
  readonly samples: readonly number[];
  /** All of them; undefined: nobody has said how many there are. */
  readonly all: readonly number[] | undefined;
  readonly forward: Passage;
  readonly backward: Passage;
  loss: KnownLoss | undefined;
  /** By slot of an output: what the loss has told it. */
  readonly errors: Map<number, { readonly n: number; readonly values: readonly number[] }>;
}

/** One direction of a micro-batch. */
export interface Passage {
  /** By slot. */
  readonly said: (Said | undefined)[];
  /** How many neurons have spoken for themselves. */
  spoken: number;
  /** How many messages were delivered. */
  delivered: number;
  /** By slot: messages that have arrived and are not taken up yet. */
  readonly inboxes: Map<number, Inbox>;
}

/** What a neuron has sent: its activations, or its deltas. */
export interface Said {
  /** The event that says so; undefined where it is known from messages alone. */
  readonly n: number | undefined;
  values: readonly number[];
  /** Of an activation, what it was made of. */
  readonly z?: readonly number[];
  readonly gain?: readonly number[];
}

/** Messages by their place in synapse order. */
export interface Inbox {
  readonly messages: (DeliverEvent | undefined)[];
  count: number;
}

export interface KnownLoss {
  readonly event: LossEvent;
  /** By output: the derivatives that it has to send; undefined where what the outputs said is not recorded. */
  readonly errors: readonly (readonly number[])[] | undefined;
}

export function newBatch(number: number, known?: Pick<Batch, "purpose" | "samples">): Batch {
  return {
    number,
    purpose: known?.purpose,
    samples: known?.samples,
    parts: new Map(),
    gradients: new Map(),
    committed: new Set(),
    tasks: new Set(),
    hasGradient: false,
    clippingFactor: undefined,
    begunCommits: new Set(),
  };
}

/** `neurons`: how many may speak. */
export function newPart(
  index: number,
  samples: readonly number[],
  all: readonly number[] | undefined,
  neurons: number,
): Part {
  return {
    index,
    samples,
    all,
    forward: newPassage(neurons),
    backward: newPassage(neurons),
    loss: undefined,
    errors: new Map(),
  };
}

function newPassage(neurons: number): Passage {
  const said = new Array<Said | undefined>(neurons).fill(undefined);
  return { said, spoken: 0, delivered: 0, inboxes: new Map() };
}
