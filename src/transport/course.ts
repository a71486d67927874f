import type { Receiver, Task } from "../message/actor.ts";
import type { Gather } from "./gather.ts";
import type { Mailbox } from "./mailbox.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every step of a course has an entry in each column */

/** In the place of a sender: where one actor is told by itself, and where the course ends. */
const nobody = -1;
const end = -2;

/**
 * What was sent in the last batch, send by send, and how far the mailbox was filled after each. A network sends the same batch after
 * batch, and who is ready follows from what was sent alone. So a send that is the course's next one need not be counted: those whom
 * it makes ready still stand in the mailbox, in the places where they were posted the last time.
 *
 *      who sends      feed   x    h    y    loss   y    h
 *      posted up to   1      2    3    4    5      6    7          y is next, and 3 are posted; once y has sent, 4 are
 *                                      ▲
 *
 * Where another one sends, all of the batch so far is counted after all, and a new course goes on from there. Its law: neither what
 * is delivered nor the copies tell whether a batch was counted or has followed the course.
 */
export class Course {
  readonly #mailbox: Mailbox;
  readonly #forward: Gather;
  readonly #backward: Gather;
  /** Columns, an entry a step: who sends (the nodes of the backward stream have their numbers after those of the forward stream), … */
  readonly #senders: Int32Array;
  readonly #microBatches: Int32Array;
  /** … how many are posted then, and how many messages on synapses that delivers, for each sample. */
  readonly #posted: Int32Array;
  readonly #delivers: Float64Array;
  /** How many steps there may be: none once the mailbox could not keep all. */
  #room = 0;
  #length = 0;
  /** Whether nothing is in flight at its end. */
  #isWhole = false;
  /** Samples of each micro-batch. */
  #samples: readonly number[] = [];
  /** Steps that this batch has done; how many of them the gathers have counted (all, or none), and have in their books. */
  #done = 0;
  #counted = 0;
  #booked = 0;
  /** Batches before this one that have followed the whole course, and are in no book yet. */
  #repeats = 0;

  constructor(mailbox: Mailbox, forward: Gather, backward: Gather) {
    const { room } = mailbox;
    this.#mailbox = mailbox;
    this.#forward = forward;
    this.#backward = backward;
    this.#senders = new Int32Array(room + 1).fill(end);
    this.#microBatches = new Int32Array(room);
    this.#posted = new Int32Array(room);
    this.#delivers = new Float64Array(room);
  }

  /** Messages on synapses that are sent and not delivered. */
  get inFlight(): number {
    return this.#isFollowed() ? 0 : this.#bookedInFlight();
  }

  /** A batch begins: micro-batches of so many samples. What an earlier one left in flight is dropped. */
  begin(samples: readonly number[]): void {
    if (this.#isFollowed() && this.#booked === 0 && samples === this.#samples) this.#repeats++;
    else this.#beginAnew(samples);
    this.#mailbox.beginAnew();
    this.#done = 0;
    this.#counted = 0;
    this.#booked = 0;
  }

  /** Micro-batches are of so many samples from here on. */
  resize(samples: readonly number[]): void {
    this.book();
    this.#samples = samples;
  }

  /** Somebody sends. */
  send(sender: number, microBatch: number): void {
    const step = this.#done;
    if (this.#senders[step] !== sender || this.#microBatches[step] !== microBatch) {
      this.#leave(sender, microBatch);
      return;
    }
    this.#done = step + 1;
    this.#mailbox.postUpTo(this.#posted[step]!);
  }

  /** Tells one actor by itself. */
  tell(receiver: Receiver, task: Task, microBatch: number): void {
    const step = this.#done;
    const isNext = this.#senders[step] === nobody;
    if (!isNext) this.#catchUp();
    this.#mailbox.post(receiver, task, microBatch);
    if (isNext) this.#done = step + 1;
    else this.#append(nobody, microBatch, 0);
  }

  /** Has the copies of all that was sent in the gathers' books. */
  book(): void {
    const repeats = this.#repeats;
    if (repeats > 0) this.#enter(0, this.#length, repeats);
    this.#repeats = 0;
    this.#enter(this.#booked, this.#done, 1);
    this.#booked = this.#done;
  }

  /** Whether this batch has followed the course to its end, and nothing is in flight there. */
  #isFollowed(): boolean {
    return this.#isWhole && this.#counted === 0 && this.#done === this.#length;
  }

  #bookedInFlight(): number {
    this.book();
    return this.#forward.copies.inFlight + this.#backward.copies.inFlight;
  }

  #beginAnew(samples: readonly number[]): void {
    if (this.#done === this.#length) this.#isWhole = this.inFlight === 0;
    this.book();
    this.#samples = samples;
    this.#room = this.#microBatches.length;
    this.#forward.open(samples.length);
    this.#backward.open(samples.length);
  }

  /** Steps from … to − 1, so many times. */
  #enter(from: number, to: number, times: number): void {
    for (let step = from; step < to; step++) {
      const sender = this.#senders[step]!;
      if (sender === nobody) continue;
      const samples = this.#samples[this.#microBatches[step]!]! * times;
      this.#gatherOf(sender).enter(sender, this.#delivers[step]!, samples);
    }
  }

  #gatherOf(sender: number): Gather {
    return sender < this.#backward.first ? this.#forward : this.#backward;
  }

  /** Another one sends than the course says, or it says nothing more. */
  #leave(sender: number, microBatch: number): void {
    this.#catchUp();
    const gather = this.#gatherOf(sender);
    const delivers = gather.count(sender, microBatch);
    gather.enter(sender, delivers, this.#samples[microBatch]!);
    this.#append(sender, microBatch, delivers);
  }

  /** Counts what was sent and not counted. Who was posted is posted again, where he stands. */
  #catchUp(): void {
    this.book();
    if (this.#counted === this.#done) return;
    this.#mailbox.postUpTo(0);
    for (let step = 0; step < this.#done; step++) {
      const sender = this.#senders[step]!;
      if (sender === nobody) this.#mailbox.postUpTo(this.#posted[step]!);
      else this.#gatherOf(sender).count(sender, this.#microBatches[step]!);
    }
  }

  /** What was counted is the course's next step, and its last one so far. */
  #append(sender: number, microBatch: number, delivers: number): void {
    const step = this.#done;
    const { posted } = this.#mailbox;
    if (step >= this.#room || posted > this.#posted.length) {
      // A part of a course would be none.
      this.#room = 0;
      this.#isWhole = false;
      this.#endAt(0);
      return;
    }
    this.#senders[step] = sender;
    this.#microBatches[step] = microBatch;
    this.#posted[step] = posted;
    this.#delivers[step] = delivers;
    this.#endAt(step + 1);
  }

  #endAt(step: number): void {
    this.#senders[step] = end;
    this.#length = step;
    this.#done = step;
    this.#counted = step;
    this.#booked = step;
  }
}
