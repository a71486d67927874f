import type { DeliverEvent, FeedEvent } from "./event.ts";
import { numbersText, numberText } from "./json.ts";
import type { Fragment, LineBuffer } from "./line-buffer.ts";
import { createNumberTexts } from "./number-texts.ts";

/**
 * Nearly all lines of a trace are messages, a million a second, and neighbours have most of their text in common:
 * a receiver's messages differ in who sends what, a sender says the same to all its targets.
 *
 *   {"n":│17│,"t":…,"from":│"o1"│,"to":…,"values":│[0.138…]│,"weight":0.4│,"weightVersion":0,"parents":[│12│]}
 *         n      receiver   sender    receiver        sender       weight           version             parents
 */
export interface MessageLines {
  readonly deliver: (event: DeliverEvent) => void;
  /** What an input is fed is what it sends on. */
  readonly feed: (event: FeedEvent) => void;
}

export function createMessageLines(out: LineBuffer): MessageLines {
  const [open, close] = [out.fragment(`{"n":`), out.fragment("]}")];
  const toWeight = out.fragment(`,"weight":`);
  const toParents = out.fragment(`,"parents":[`);
  const weights = createNumberTexts(out);
  const saidOf = createSaid(out);
  let [receiver, before, between]: [DeliverEvent | undefined, Fragment, Fragment] = [undefined, open, open];
  let [fed, feedBefore, feedBetween]: [FeedEvent | undefined, Fragment, Fragment] = [undefined, open, open];
  let versionOf: number | undefined;
  let version = open;

  const takeReceiver = (event: DeliverEvent): void => {
    const { t, kind, direction, to } = event;
    receiver = event;
    before = out.fragment(`,"t":${numberText(t)},"kind":"${kind}","direction":"${direction}","from":`);
    between = out.fragment(`,"to":${JSON.stringify(to)},${momentText(event)},"values":`);
    weights.begin(`${direction} ${to}`);
  };
  const takeFeed = (event: FeedEvent): void => {
    fed = event;
    feedBefore = out.fragment(`,"t":${numberText(event.t)},"kind":"${event.kind}","neuron":`);
    feedBetween = out.fragment(`,${momentText(event)},"values":`);
  };
  const takeVersion = (weightVersion: number): void => {
    versionOf = weightVersion;
    version = out.fragment(`,"weightVersion":${weightVersion},"parents":[`);
  };

  return {
    deliver(event) {
      if (receiver === undefined || !isTakenUpWith(event, receiver)) takeReceiver(event);
      if (event.weightVersion !== versionOf) takeVersion(event.weightVersion);
      const { name, text } = saidOf(event.batch, event.from, event.values);
      out.piece(open);
      out.integer(event.n);
      out.piece(before);
      out.piece(name);
      out.piece(between);
      out.piece(text);
      out.piece(toWeight);
      weights.next(event.weight);
      out.piece(version);
      out.integers(event.parents);
      out.piece(close);
      out.endLine();
    },
    feed(event) {
      if (fed === undefined || !isAtOnce(event, fed)) takeFeed(event);
      const { name, text } = saidOf(event.batch, event.neuron, event.values);
      out.piece(open);
      out.integer(event.n);
      out.piece(feedBefore);
      out.piece(name);
      out.piece(feedBetween);
      out.piece(text);
      out.piece(toParents);
      out.integers(event.parents);
      out.piece(close);
      out.endLine();
    },
  };
}

/** What a neuron has said, to all its targets, as their lines say it. */
interface Said {
  readonly from: string;
  readonly values: readonly number[];
  readonly name: Fragment;
  readonly text: Fragment;
  /** What was asked for after it the last time: most receivers hear the same senders in the same order. */
  next: Said | undefined;
}

/** A batch of many micro-batches has many messages: memory stays bounded. */
const mostSaid = 1 << 16;

/** Finds what a neuron has said in a batch, by the list that all of its messages point at. */
function createSaid(out: LineBuffer): (batch: number, from: string, values: readonly number[]) => Said {
  const all = new Map<readonly number[], Said>();
  const names = new Map<string, Fragment>();
  let batchOf: number | undefined;
  let last: Said | undefined;
  const nameOf = (from: string): Fragment => {
    const known = names.get(from);
    if (known !== undefined) return known;
    const name = out.fragment(JSON.stringify(from));
    names.set(from, name);
    return name;
  };
  const find = (from: string, values: readonly number[]): Said => {
    const known = all.get(values);
    if (known?.from === from) return known;
    const said = {
      from,
      values,
      name: nameOf(from),
      text: out.fragment(numbersText(values)),
      next: undefined,
    };
    all.set(values, said);
    return said;
  };
  return (batch, from, values) => {
    if (batch !== batchOf || all.size > mostSaid) {
      all.clear();
      batchOf = batch;
    }
    let said = last?.next;
    if (said?.values !== values || said.from !== from) {
      said = find(from, values);
      if (last !== undefined) last.next = said;
    }
    return (last = said);
  };
}

function momentText({ batch, microBatch, samples }: DeliverEvent | FeedEvent): string {
  return `"batch":${batch},"microBatch":${microBatch},"samples":${numbersText(samples)}`;
}

/** All messages that a receiver takes up at once point at the same list of samples. */
function isTakenUpWith(event: DeliverEvent, other: DeliverEvent): boolean {
  return event.to === other.to && event.direction === other.direction && isAtOnce(event, other);
}

function isAtOnce(event: DeliverEvent | FeedEvent, other: DeliverEvent | FeedEvent): boolean {
  return (
    event.samples === other.samples &&
    event.batch === other.batch &&
    event.microBatch === other.microBatch &&
    event.t === other.t
  );
}
