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

/** A call of a neuron: the one of that number among the tasks that it has been given. */
export interface CallPlace {
  readonly host: number;
  readonly call: number;
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

/** What can befall the wires between hosts, for so many ticks. */
export type WireFault = EventPlace & { readonly ticks: number } & (
    | /** Nothing passes between these hosts and the others; only the bridge, if there is one, reaches both sides. */
      { readonly kind: "partition"; readonly hosts: readonly number[]; readonly bridge?: number | undefined }
      /** Nothing passes from the one host to the other; all goes on the other way. */
    | { readonly kind: "cut"; readonly from: number; readonly to: number }
    /** The line between them is down, both ways, and up again, so many times and each time for so many ticks. */
    | { readonly kind: "flap"; readonly from: number; readonly to: number; readonly times: number }
  );

/** What can befall hosts, for so many ticks. */
export type HostFault = EventPlace & { readonly ticks: number } & (
    | /** It loses all that it has not stored, and is back afterwards. */
      { readonly kind: "crash"; readonly host: number }
      /** All these do so at once: a stage, whose neurons share one processor. */
    | { readonly kind: "outage"; readonly hosts: readonly number[] }
    /** It does nothing; what arrives meanwhile waits, and so does what it was about to do. */
    | { readonly kind: "pause"; readonly host: number }
    /** It takes up whatever arrives so many ticks later than it could. */
    | { readonly kind: "slow"; readonly host: number; readonly by: number }
    /** The coordinator is taken for dead, and another one takes over; afterwards the first one is back. */
    | { readonly kind: "failover" }
    /** Its clock goes wrong: what it sets a timer for meanwhile comes after so many times the ticks. */
    | { readonly kind: "skew"; readonly host: number; readonly factor: number }
    /** Its clock jumps ahead so many ticks (back, if they are negative): all its timers ring so much earlier. */
    | { readonly kind: "jump"; readonly host: number }
  );

/** The neuron throws, instead of doing what it was told; its host is down for so many ticks. */
export type CallFault = CallPlace & { readonly kind: "throw"; readonly ticks: number };

/** What happens at a time, whoever does what then. */
export type TimedFault = HostFault | WireFault;

/** One thing that goes wrong. A list of them is a schedule of faults. */
export type Fault = PacketFault | TimedFault | CallFault;

export type FaultKind = Fault["kind"];

export const faultKinds = ["drop", "duplicate", "reorder", "corrupt", "crash", "outage", "pause", "partition", "failover", "cut", "flap", "skew", "jump", "slow", "throw"] as const satisfies readonly FaultKind[]; // prettier-ignore

/** How often each goes wrong: of a packet, after an event, or of a call (`throw`). What is left out never does. */
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
  readonly event: (place: EventPlace) => TimedFault | undefined;
  /** When a neuron is told to do something. */
  readonly call: (place: CallPlace) => CallFault | undefined;
}

/** Whether faults are a list, and not rates to draw them by. */
export function isList(faults: FaultRates | readonly Fault[]): faults is readonly Fault[] {
  return Array.isArray(faults);
}
