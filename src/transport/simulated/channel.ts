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

/** A letter under way, and the clock that runs while it is. */
interface Sending {
  readonly number: number;
  readonly letter: Letter;
  tries: number;
  isOver: boolean;
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
  readonly #net: Net;
  readonly #options: ChannelOptions;
  readonly #giveUp: (letter: Letter, tries: number) => void;
  readonly #underWay = new Map<number, Sending>();
  readonly #waiting: Letter[] = [];
  #next = 0;

  constructor(
    net: Net,
    ends: { readonly from: number; readonly to: number },
    options: ChannelOptions,
    giveUp: (letter: Letter, tries: number) => void,
  ) {
    this.#net = net;
    this.from = ends.from;
    this.to = ends.to;
    this.#options = options;
    this.#giveUp = giveUp;
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
    const sending: Sending = { number: this.#next++, letter, tries: 0, isOver: false };
    this.#underWay.set(sending.number, sending);
    this.#transmit(sending);
  }

  /** The receiver has said that the letter of this number came. */
  acknowledge(number: number): void {
    const sending = this.#underWay.get(number);
    if (sending === undefined) return;
    sending.isOver = true;
    this.#underWay.delete(number);
    const letter = this.#waiting.shift();
    if (letter !== undefined) this.send(letter);
  }

  /** The sender has lost its memory: what was under way is not sent again. Returns what that was. */
  forget(): Letter[] {
    const letters = Array.from(this.#underWay.values(), (sending) => {
      sending.isOver = true;
      return sending.letter;
    });
    this.#underWay.clear();
    this.#waiting.length = 0;
    return letters;
  }

  #transmit(sending: Sending): void {
    const { patience, longest } = this.#options;
    const { number, letter } = sending;
    sending.tries++;
    this.#net.post({ from: this.from, to: this.to, number, letter });
    let wait = patience;
    for (let i = 1; i < sending.tries && wait < longest; i++) wait *= 2;
    const alarm: Happening = { happen: () => this.#repeat(sending) };
    this.#net.agenda.schedule(this.#net.agenda.now + Math.min(wait, longest), alarm);
  }

  #repeat(sending: Sending): void {
    if (sending.isOver) return;
    if (this.isHopeless(sending.tries)) {
      this.#giveUp(sending.letter, sending.tries);
      return;
    }
    this.repeated++;
    if (sending.tries === 5) this.insisted++;
    this.#transmit(sending);
  }

  isHopeless(tries: number): boolean {
    return tries >= this.#options.tries;
  }
}
