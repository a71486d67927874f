import { Agenda, type Happening } from "./agenda.ts";
import { Cuts } from "./cuts.ts";
import type { Fates, PacketPlace } from "./fault.ts";
import type { Letter } from "./letter.ts";
import type { Queues } from "./queues.ts";

/** What travels from host to host: a letter, or (without one) the word that the letter of that number has come. */
export interface Packet {
  readonly from: number;
  readonly to: number;
  readonly number: number;
  readonly letter: Letter | undefined;
}

/** How long a packet takes, in ticks: always as long for the same one. */
export type Latencies = (place: PacketPlace) => number;

/** Takes up what arrives; `bit` is the one that was turned on the way, or −1. */
export type Arrive = (packet: Packet, bit: number) => void;

/**
 * The wires between hosts, which promise nothing: what is posted arrives after some time, once, twice, damaged, or
 * never. Its law: copies = dropped + arrived + under way.
 */
export class Net {
  readonly agenda = new Agenda();
  copies = 0;
  dropped = 0;
  arrived = 0;
  underWay = 0;
  readonly cuts = new Cuts();
  readonly #fates: Fates;
  readonly #latency: Latencies;
  readonly #arrive: Arrive;
  readonly #queues: Queues | undefined;
  /** Of each pair of hosts, the packets so far. */
  readonly #packets = new Map<number, number>();

  constructor(fates: Fates, latency: Latencies, arrive: Arrive, queues?: Queues) {
    this.#fates = fates;
    this.#latency = latency;
    this.#arrive = arrive;
    this.#queues = queues;
  }

  /** Returns the ticks until the packet is on its link. */
  post(packet: Packet): number {
    const { from, to, letter } = packet;
    const pair = from * mostHosts + to;
    const nth = this.#packets.get(pair) ?? 0;
    this.#packets.set(pair, nth + 1);
    const place = { from, to, nth };
    const { delays, bit } = this.#fates.packet(place, this.#latency(place));
    this.copies += Math.max(1, delays.length);
    if (delays.length === 0) this.dropped++;
    const wait = (letter && this.#queues?.enter(pair, letter, this.agenda.now)) ?? 0;
    for (const delay of delays) this.#carry(packet, bit, wait + delay);
    return wait;
  }

  #carry(packet: Packet, bit: number, delay: number): void {
    if (this.cuts.take(packet.from, packet.to, this.agenda.now)) {
      this.dropped++;
      return;
    }
    this.underWay++;
    const arrival: Happening = {
      happen: () => {
        this.underWay--;
        this.arrived++;
        this.#arrive(packet, bit);
      },
    };
    this.agenda.schedule(this.agenda.now + delay, arrival);
  }
}

/** More than there can be, so that a pair of them is one number. */
const mostHosts = 0x4000000;
