/** One thing that goes wrong: at the packet, or after the event, of that number. A list of them is a schedule of faults. */
export type Fault =
  | { readonly packet: number; readonly kind: "drop" }
  /** A second copy, so much later than the first. */
  | { readonly packet: number; readonly kind: "duplicate"; readonly later: number }
  | { readonly packet: number; readonly kind: "delay"; readonly by: number }
  /** One bit of it is turned. */
  | { readonly packet: number; readonly kind: "corrupt"; readonly bit: number }
  /** A host loses all that it has not stored, and is back after so many ticks. */
  | { readonly event: number; readonly kind: "crash"; readonly host: number; readonly ticks: number }
  /** A host does nothing for so many ticks; what arrives meanwhile waits. */
  | { readonly event: number; readonly kind: "pause"; readonly host: number; readonly ticks: number }
  /** Nothing passes between these hosts and the others. */
  | {
      readonly event: number;
      readonly kind: "partition";
      readonly hosts: readonly number[];
      readonly ticks: number;
    }
  /** The coordinator is taken for dead, and another one takes over; after so many ticks the first one is back. */
  | { readonly event: number; readonly kind: "failover"; readonly ticks: number };

export type FaultKind = Fault["kind"];

export const faultKinds = ["drop", "duplicate", "delay", "corrupt", "crash", "pause", "partition", "failover"] as const satisfies readonly FaultKind[]; // prettier-ignore

/** How often each goes wrong: of a packet, or after an event. What is left out never does. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** What becomes of a packet: how long each of its copies takes (none: it is lost), and the bit that is turned, or −1. */
export interface Fate {
  readonly delays: readonly number[];
  readonly bit: number;
}

/** Decides what goes wrong. */
export interface Fates {
  /** Of the packet of that number, which would take so many ticks. */
  readonly packet: (number: number, ticks: number) => Fate;
  /** After the event of that number. */
  readonly event: (number: number) => Exclude<Fault, { packet: number }> | undefined;
}
