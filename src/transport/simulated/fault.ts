/** A packet: the one of that number among those from one host to another. So it is the same one when others are left out. */
export interface PacketPlace {
  readonly from: number;
  readonly to: number;
  readonly nth: number;
}

/** After an event: the one of that number among those at a time. */
export interface EventPlace {
  readonly time: number;
  readonly nth: number;
}

/** What can happen to a packet. */
export type PacketFault = PacketPlace &
  (
    | { readonly kind: "drop" }
    /** A second copy, so much later than the first. */
    | { readonly kind: "duplicate"; readonly later: number }
    | { readonly kind: "reorder"; readonly by: number }
    /** One bit of it is turned. */
    | { readonly kind: "corrupt"; readonly bit: number }
  );

/** What can befall hosts, for so many ticks. */
export type HostFault = EventPlace & { readonly ticks: number } & (
    | /** It loses all that it has not stored, and is back afterwards. */
      { readonly kind: "crash"; readonly host: number }
      /** All these do so at once: a stage, whose neurons share one processor. */
    | { readonly kind: "outage"; readonly hosts: readonly number[] }
    /** It does nothing; what arrives meanwhile waits. */
    | { readonly kind: "pause"; readonly host: number }
    /** Nothing passes between these hosts and the others. */
    | { readonly kind: "partition"; readonly hosts: readonly number[] }
    /** The coordinator is taken for dead, and another one takes over; afterwards the first one is back. */
    | { readonly kind: "failover" }
  );

/** One thing that goes wrong. A list of them is a schedule of faults. */
export type Fault = PacketFault | HostFault;

export type FaultKind = Fault["kind"];

export const faultKinds = ["drop", "duplicate", "reorder", "corrupt", "crash", "outage", "pause", "partition", "failover"] as const satisfies readonly FaultKind[]; // prettier-ignore

/** How often each goes wrong: of a packet, or after an event. What is left out never does. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** What becomes of a packet: how long each of its copies takes (none: it is lost), and the bit that is turned, or −1. */
export interface Fate {
  readonly delays: readonly number[];
  readonly bit: number;
}

/** Decides what goes wrong. */
export interface Fates {
  /** Of a packet that would take so many ticks. */
  readonly packet: (place: PacketPlace, ticks: number) => Fate;
  /** After an event. */
  readonly event: (place: EventPlace) => HostFault | undefined;
}
