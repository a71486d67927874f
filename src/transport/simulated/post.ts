import { RunError } from "../../message/run-error.ts";
import type { Direction } from "../../message/message.ts";
import { Channel, type ChannelOptions, type Sender } from "./channel.ts";
import { Clocks } from "./clocks.ts";
import type { Fates } from "./fault.ts";
import type { Letter } from "./letter.ts";
import { checksum, decode, encode } from "./letter-codec.ts";
import { type Latencies, Net, type Packet } from "./net.ts";
import { Queues } from "./queues.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every host has its place */

/** The numbers behind the letters, which belong to the network. */
export interface Numbers {
  /** What a neuron sends for a micro-batch, one number a sample. */
  readonly read: (direction: Direction, node: number, microBatch: number) => number[];
  readonly write: (direction: Direction, node: number, microBatch: number, values: readonly number[]) => void;
  /** A new batch begins: nothing is left of the one before. */
  readonly renew: () => void;
  /** A neuron has crashed: what only it knew is gone. */
  readonly forget: (node: number) => void;
  readonly nameOf: (node: number) => string;
}

export interface PostOptions {
  readonly fates: Fates;
  readonly latency: Latencies;
  readonly channel: ChannelOptions;
  /** Samples that a link takes up in a tick, each way; any number where it is left out. */
  readonly bandwidth?: number | undefined;
}

/** Who takes up what arrives, and what it weighs. */
export interface Recipient {
  readonly deliver: (letter: Letter) => void;
  /** Samples that a letter covers. */
  readonly samplesOf: (letter: Letter) => number;
}

/** Brings letters from host to host, reliably, over a net that is not, to whoever is there to take them. */
export class Post {
  readonly net: Net;
  readonly clocks: Clocks;
  readonly queues: Queues | undefined;
  readonly channels = new Map<number, Channel>();
  /** Packets that were thrown away because a bit was wrong, and copies that reached a host that was down. */
  damaged = 0;
  missed = 0;
  /** Packets that a slow host took up late. */
  late = 0;
  /** Why a channel has given up. */
  failure: RunError | undefined;
  readonly #channelOptions: ChannelOptions;
  readonly #numbers: Numbers;
  readonly #deliver: (letter: Letter) => void;
  readonly #hosts: number;
  readonly #senders: (Sender | undefined)[] = [];
  /** Until when each host is down. */
  readonly #downUntil: Float64Array;

  /** `hosts`: neurons, and the coordinator as the last one. */
  constructor(hosts: number, numbers: Numbers, options: PostOptions, recipient: Recipient) {
    this.#hosts = hosts;
    this.#numbers = numbers;
    this.#channelOptions = options.channel;
    this.#deliver = recipient.deliver;
    this.#downUntil = new Float64Array(hosts);
    this.clocks = new Clocks(hosts);
    const { fates, latency, bandwidth } = options;
    this.queues = bandwidth === undefined ? undefined : new Queues(bandwidth, recipient.samplesOf);
    this.net = new Net(fates, latency, (packet, bit) => this.#reach(packet, bit), this.queues);
  }

  /** How long a sender waits for an answer, in ticks. */
  get patience(): number {
    return this.#channelOptions.patience;
  }

  send(letter: Letter): void {
    this.#channel(letter.from, letter.to).send(letter);
  }

  /** Sends a letter and forgets it. */
  sendOnce(letter: Letter): void {
    this.net.post({ from: letter.from, to: letter.to, number: -1, letter });
  }

  isDown(host: number): boolean {
    return this.#downUntil[host]! > this.net.agenda.now;
  }

  /** Whether the host is there to do something: neither down nor paused. */
  isAwake(host: number): boolean {
    return !this.isDown(host) && this.clocks.pausedUntil(host) <= this.net.agenda.now;
  }

  /** The host is down for so many ticks: what it had under way is forgotten. */
  takeDown(host: number, ticks: number): void {
    this.#downUntil[host] = this.net.agenda.now + ticks;
    this.forget(host);
  }

  /** The host does nothing for so many ticks; what arrives waits. */
  pause(host: number, ticks: number): void {
    const { agenda } = this.net;
    const until = agenda.now + ticks;
    this.clocks.pause(host, until);
    // Time goes on although nothing else may be due.
    agenda.schedule(until, { happen: () => undefined });
  }

  /** The clock of the host jumps: whatever it waits for is due so much earlier. */
  jump(host: number, ticks: number): void {
    for (const channel of this.channels.values()) if (channel.from === host) channel.jump(ticks);
  }

  /** What the host had under way is not sent again. Returns what that was. */
  forget(host: number): Letter[] {
    const letters: Letter[] = [];
    for (const channel of this.channels.values())
      if (channel.from === host) letters.push(...channel.forget());
    return letters;
  }

  #channel(from: number, to: number): Channel {
    const key = from * this.#hosts + to;
    let channel = this.channels.get(key);
    if (channel === undefined) {
      const sender = (this.#senders[from] ??= this.#sender(from));
      channel = new Channel(this.net, { from, to }, this.#channelOptions, sender);
      this.channels.set(key, channel);
    }
    return channel;
  }

  #sender(host: number): Sender {
    return {
      factor: () => this.clocks.factor(host, this.net.agenda.now),
      pausedUntil: () => this.clocks.pausedUntil(host),
      giveUp: ({ from, to, kind }, tries) => {
        this.failure = new RunError(
          `${this.nameOf(from)} reached ${this.nameOf(to)} in none of ${tries} tries (${kind})`,
        );
      },
    };
  }

  /** A packet has come to a host, which takes it up at once unless it is slow. */
  #reach(packet: Packet, bit: number): void {
    const { agenda } = this.net;
    const lag = this.clocks.lag(packet.to, agenda.now);
    if (lag === 0) {
      this.#arrive(packet, bit);
      return;
    }
    this.late++;
    agenda.schedule(agenda.now + lag, { happen: () => this.#arrive(packet, bit) });
  }

  #arrive(packet: Packet, bit: number): void {
    const { from, to, number, letter } = packet;
    if (this.isDown(to)) {
      this.missed++;
      return;
    }
    const { agenda } = this.net;
    const until = this.clocks.pausedUntil(to);
    if (until > agenda.now) {
      agenda.schedule(until, { happen: () => this.#arrive(packet, bit) });
      return;
    }
    if (bit >= 0 && !this.#survives(packet, bit)) {
      this.damaged++;
      return;
    }
    if (letter === undefined) {
      this.channels.get(to * this.#hosts + from)?.acknowledge(number);
      return;
    }
    this.#deliver(letter);
    // Said after it has had its effect: said before, a crash in between would lose it. Whoever fails at it says nothing.
    if (number >= 0 && this.hasTaken(to)) this.net.post({ from: to, to: from, number, letter: undefined });
  }

  /** Whether a host that was told something is still there, so that it can say that it has come. */
  hasTaken(host: number): boolean {
    return !this.isDown(host);
  }

  /** A bit has been turned. Whether the packet passes for sound all the same; then its numbers are wrong. */
  #survives({ letter, number }: Packet, bit: number): boolean {
    const bytes =
      letter === undefined
        ? Uint8Array.of(number & 255, (number >> 8) & 255, (number >> 16) & 255)
        : encode(letter, this.#valuesOf(letter));
    const sum = checksum(bytes);
    const at = bit % (8 * bytes.length);
    bytes[at >> 3]! ^= 1 << (at & 7);
    if (!this.isSound(bytes, sum)) return false;
    const read = letter === undefined ? undefined : decode(bytes);
    if (letter !== undefined && read !== undefined && read.values.length > 0)
      this.#numbers.write(letter.direction, letter.from, letter.microBatch, read.values);
    return true;
  }

  /** Whether bytes are what the checksum that travels with them says. */
  isSound(bytes: Uint8Array, sum: number): boolean {
    return checksum(bytes) === sum;
  }

  /** The numbers that travel with a letter: what an end of the streams sends has none here. */
  #valuesOf({ kind, from, direction, microBatch }: Letter): number[] {
    const isNeuron = from < this.#hosts - 1;
    return kind === "data" && isNeuron ? this.#numbers.read(direction, from, microBatch) : [];
  }

  nameOf(host: number): string {
    return host === this.#hosts - 1 ? "the coordinator" : this.#numbers.nameOf(host);
  }
}
