import type { Happening } from "./agenda.ts";
import type { Letter } from "./letter.ts";
import type { Net } from "./net.ts";

/** How a channel insists. Times in ticks. */
export interface ChannelOptions {
  /** Letters under way at once; the others wait at the sender. */
  readonly window: number;
  /** How long it waits for an answer before it sends again; twice as long each time, up to `longest`. */
  readonly patience: number;
  readonly longest: number;
  /** After so many sendings in vain it gives up. */
  readonly tries: number;
}

/** A letter under way, and the timer that runs while it is. */
interface Sending {
  readonly number: number;
  readonly letter: Letter;
  tries: number;
  /** The alarm that counts, and when it is due; undefined once the letter is answered. */
  alarm: Happening | undefined;
  due: number;
  /** Whether the host's clock was wrong while the timer ran. */
  clock: "right" | "early" | "late";
}

/** The sender's own host, as a channel sees it. */
export interface Sender {
  /** How many times too long its timers take now. */
  readonly factor: () => number;
  /** Until when it does nothing. */
  readonly pausedUntil: () => number;
  readonly giveUp: (letter: Letter, tries: number) => void;
}

/**
 * Delivery that can be relied on, from one host to another over wires that cannot: every letter is numbered, and sent
 * until its receiver has said that it came. It may come twice, and out of order: that is for the receiver to see to.
 *
 *   sender    ──1──╳      ──1──▶ (again, after `patience`)
 *   receiver              ◀──1── "1 has come"
 */
export class Channel {
  readonly from: number;
  readonly to: number;
  /** Sendings that were repeated, letters that took more than five, and letters that had to wait for credit. */
  repeated = 0;
  insisted = 0;
  waited = 0;
  /** Sendings that were repeated too early or too late, since the sender's clock was wrong. */
  early = 0;
  late = 0;
  readonly #net: Net;
  readonly #options: ChannelOptions;
  readonly #sender: Sender;
  readonly #underWay = new Map<number, Sending>();
  readonly #waiting: Letter[] = [];
  #next = 0;

  constructor(
    net: Net,
    ends: { readonly from: number; readonly to: number },
    options: ChannelOptions,
    sender: Sender,
  ) {
    this.#net = net;
    this.from = ends.from;
    this.to = ends.to;
    this.#options = options;
    this.#sender = sender;
  }

  /** Letters that have been sent so far. */
  get letters(): number {
    return this.#next;
  }

  /** Letters that have not been answered, and letters that wait for their turn. */
  get underWay(): number {
    return this.#underWay.size;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  send(letter: Letter): void {
    if (this.#underWay.size >= this.#options.window) {
      this.#waiting.push(letter);
      this.waited++;
      return;
    }
    const sending: Sending = { number: this.#next++, letter, tries: 0, alarm: undefined, due: 0, clock: "right" }; // prettier-ignore
    this.#underWay.set(sending.number, sending);
    this.#transmit(sending);
  }

  /** The receiver has said that the letter of this number came. */
  acknowledge(number: number): void {
    const sending = this.#underWay.get(number);
    if (sending === undefined) return;
    sending.alarm = undefined;
    this.#underWay.delete(number);
    const letter = this.#waiting.shift();
    if (letter !== undefined) this.send(letter);
  }

  /** The sender has lost its memory: what was under way is not sent again. Returns what that was. */
  forget(): Letter[] {
    const letters = Array.from(this.#underWay.values(), (sending) => {
      sending.alarm = undefined;
      return sending.letter;
    });
    this.#underWay.clear();
    this.#waiting.length = 0;
    return letters;
  }

  /** The sender's clock jumps ahead: its timers ring so much earlier, or (back, below 0) later. */
  jump(ticks: number): void {
    for (const sending of this.#underWay.values()) {
      sending.clock = ticks > 0 ? "early" : "late";
      this.#wake(sending, sending.due - ticks);
    }
  }

  #transmit(sending: Sending): void {
    const { patience, longest } = this.#options;
    const { number, letter } = sending;
    sending.tries++;
    // What waits for its link is with its sender still: nobody could have answered it.
    const onLink = this.#net.post({ from: this.from, to: this.to, number, letter });
    let wait = patience;
    for (let i = 1; i < sending.tries && wait < longest; i++) wait *= 2;
    const factor = this.#sender.factor();
    sending.clock = factor === 1 ? "right" : factor < 1 ? "early" : "late";
    this.#wake(sending, this.#net.agenda.now + onLink + Math.min(wait, longest) * factor);
  }

  /** Sets the timer anew; one that was set before does not count any more. */
  #wake(sending: Sending, due: number): void {
    const alarm: Happening = { happen: () => this.#ring(sending, alarm) };
    sending.alarm = alarm;
    sending.due = due;
    this.#net.agenda.schedule(due, alarm);
  }

  #ring(sending: Sending, alarm: Happening): void {
    if (sending.alarm !== alarm) return;
    const until = this.#sender.pausedUntil();
    if (until > this.#net.agenda.now) this.#wake(sending, until);
    else this.#repeat(sending);
  }

  #repeat(sending: Sending): void {
    if (this.isHopeless(sending.tries)) {
      this.#sender.giveUp(sending.letter, sending.tries);
      return;
    }
    this.repeated++;
    if (sending.tries === 5) this.insisted++;
    if (sending.clock === "early") this.early++;
    if (sending.clock === "late") this.late++;
    this.#transmit(sending);
  }

  isHopeless(tries: number): boolean {
    return tries >= this.#options.tries;
  }
}
