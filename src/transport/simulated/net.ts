import { Agenda, type Happening } from "./agenda.ts";
import type { Fates, PacketPlace } from "./fault.ts";
import type { Letter } from "./letter.ts";

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
  readonly #fates: Fates;
  readonly #latency: Latencies;
  readonly #arrive: Arrive;
  /** Of each pair of hosts, the packets so far. */
  readonly #packets = new Map<number, number>();
  /** Groups of hosts that are cut off, and until when. */
  readonly #cuts: { readonly hosts: ReadonlySet<number>; readonly until: number }[] = [];

  constructor(fates: Fates, latency: Latencies, arrive: Arrive) {
    this.#fates = fates;
    this.#latency = latency;
    this.#arrive = arrive;
  }

  post(packet: Packet): void {
    const { from, to } = packet;
    const pair = from * mostHosts + to;
    const nth = this.#packets.get(pair) ?? 0;
    this.#packets.set(pair, nth + 1);
    const place = { from, to, nth };
    const { delays, bit } = this.#fates.packet(place, this.#latency(place));
    this.copies += Math.max(1, delays.length);
    if (delays.length === 0) this.dropped++;
    for (const delay of delays) this.#carry(packet, bit, delay);
  }

  /** For so many ticks nothing passes between these hosts and the others. */
  cut(hosts: readonly number[], ticks: number): void {
    this.#cuts.push({ hosts: new Set(hosts), until: this.agenda.now + ticks });
  }

  #carry(packet: Packet, bit: number, delay: number): void {
    if (this.#isCut(packet)) {
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

  #isCut({ from, to }: Packet): boolean {
    const { now } = this.agenda;
    for (let i = this.#cuts.length - 1; i >= 0; i--) {
      const cut = this.#cuts[i];
      if (cut === undefined) continue;
      if (cut.until <= now) this.#cuts.splice(i, 1);
      else if (cut.hosts.has(from) !== cut.hosts.has(to)) return true;
    }
    return false;
  }
}

/** More than there can be, so that a pair of them is one number. */
const mostHosts = 0x4000000;
