import type { Direction } from "../../message/message.ts";
import type { LossEvent } from "../event.ts";
import { inOrder, type Join, only, sumOf } from "./join.ts";
import { type Named, nobody } from "./seats.ts";
import type { HeardMessage } from "./turn.ts";
import type { FoundTurn, Turns } from "./turns.ts";

type Numbers = readonly number[] | undefined;

/**
 * A neuron on the way down: z = b + Σ w·a, a = σ(z). Numbers are lists with one entry a sample, and undefined until they
 * are computed (or where the trace does not tell them).
 */
export interface ActivationState extends Join {
  /** The bias and the products so far, in synapse order; z once all are in. undefined before the first. */
  readonly sum: Numbers;
  readonly z: Numbers;
  readonly a: Numbers;
  /** σ'(z), kept for the way back. */
  readonly gain: Numbers;
}

/** A neuron on the way back: δ = σ'(z) · Σ w·δ, at an output with the loss's term. */
export interface ErrorState extends Join {
  /** The products so far, in synapse order, and ∂L/∂a where that is what the loss tells. undefined before the first. */
  readonly sum: Numbers;
  readonly gain: Numbers;
  /** ∂L/∂z where that is what the loss tells. */
  readonly added: Numbers;
  readonly delta: Numbers;
}

/** The loss hears all outputs at once. */
export interface LossState extends Join {
  /** One entry a sample. */
  readonly losses: Numbers;
  readonly targets: LossEvent["targets"] | undefined;
}

/** `bias` is asked for only where z is not computed yet. */
export function activationState(
  turns: Turns,
  found: FoundTurn,
  bias: () => number | undefined,
): ActivationState {
  const { said } = found.turn.forward;
  const join = joinOf(turns, found, "forward");
  const computed = said?.kind === "activate" ? said : undefined;
  const a = said?.kind === "feed" ? said.values : computed?.a;
  return Object.assign(join, {
    sum: computed === undefined && join.heard > 0 ? partialSum(join, bias()) : computed?.z,
    z: computed?.z,
    a: said && a && turns.changed(found, "forward", said.samples, a),
    gain: computed?.gain,
  });
}

export function errorState(turns: Turns, found: FoundTurn): ErrorState {
  const { said, heard } = found.turn.backward;
  const join = joinOf(turns, found, "backward");
  const isTold = (message: HeardMessage): boolean =>
    message.kind === "error" && message.enters === "pre-activation";
  return Object.assign(join, {
    sum: said === undefined ? partialSum(join, 0) : withEntries(said.sum),
    gain: gainOf(turns, found),
    added: said === undefined ? heard().find(isTold)?.values : withEntries(said.added),
    delta: said && turns.changed(found, "backward", said.samples, said.delta),
  });
}

export function lossState(turns: Turns, found: FoundTurn): LossState {
  const { said } = found.turn.forward;
  const { losses, targets } = said?.kind === "loss" ? said : {};
  return Object.assign(joinOf(turns, found, "forward"), { losses, targets });
}

/**
 * Forward and backward are alike: whom a neuron waits for, and whom of them it has heard. Callers add their own to it;
 * thousands of neurons may be looked at at once, and a copy of each takes ten times as long.
 */
function joinOf(turns: Turns, found: FoundTurn, direction: Direction): Join {
  const { seats } = turns.sources;
  const senders = seats.senders(found.seat, direction);
  const missing = missingOf(turns, found, direction, senders);
  return {
    direction,
    of: senders.seats.length,
    heard: senders.seats.length - missing.seats.length,
    waitingFor: missing.names,
    awaitsLoss: missing.seats.at(-1) === seats.loss,
    underWay() {
      return only(missing, (sender) => turns.hasSent(found, sender, direction)).names;
    },
    messages() {
      return inOrder(found.turn[direction].heard(), senders.names);
    },
  };
}

function missingOf(turns: Turns, found: FoundTurn, direction: Direction, senders: Named): Named {
  const { said, count, heard } = found.turn[direction];
  if (said !== undefined) return nobody;
  const { seats, header } = turns.sources;
  const heardIn = (messages: readonly HeardMessage[]): Set<number | undefined> =>
    new Set(messages.map((message) => (message.kind === "error" ? seats.loss : seats.seatOf(message.from))));
  const before = heardIn(heard());
  const missing = count === 0 ? senders : only(senders, (seat) => !before.has(seat));
  if (!found.isCut) return missing;
  // Whom the trace does not tell to be heard was heard before it began.
  const later = turns.later(found)[direction];
  if (later.said === undefined) return nobody;
  if (found.seat === seats.loss) return missing;
  const after = heardIn(later.heard());
  return header.options.level === "synapse" ? only(missing, (seat) => after.has(seat)) : missing;
}

/** Nothing where messages are missing in the trace: a sum without them would be another number. */
function partialSum(join: Join, start: number | undefined): Numbers {
  const messages = join.messages();
  return start === undefined || messages.length < join.heard ? undefined : sumOf(messages, start);
}

/** It is computed on the way down; where that is not in the trace, the way back tells it, once that has begun. */
function gainOf(turns: Turns, found: FoundTurn): Numbers {
  const { forward, backward } = found.turn;
  if (forward.said?.kind === "activate") return forward.said.gain;
  // That of an input is told on the way back alone.
  if (forward.said !== undefined || turns.sources.seats.isInput(found.seat)) return backward.said?.gain;
  const hasBegun = backward.count > 0 || backward.said !== undefined;
  if (!found.isCut && (turns.sources.recorded.forward || !hasBegun)) return undefined;
  const later = turns.later(found);
  return later.forward.said === undefined ? later.backward.said?.gain : undefined;
}

/** A list is empty where there is nothing to tell. */
function withEntries(values: readonly number[]): Numbers {
  return values.length === 0 ? undefined : values;
}
