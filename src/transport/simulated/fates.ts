import type { Fate, Fates, Fault, FaultRates } from "./fault.ts";

type PacketFault = Extract<Fault, { packet: number }>;
type EventFault = Exclude<Fault, { packet: number }>;

export interface DrawOptions {
  readonly rates: FaultRates;
  /** Numbers in [0, 1): a stream for the network, and one for what befalls hosts. */
  readonly net: () => number;
  readonly crash: () => number;
  /** Neurons have the numbers from 0 on; the last host is the coordinator's. */
  readonly hosts: number;
  /** How long things last on average, in ticks. */
  readonly ticks: number;
  /** Hears of every fault: the list that replays the run. */
  readonly note: (fault: Fault) => void;
}

/** Faults drawn at random, each kind with its own rate. */
export function drawnFates(options: DrawOptions): Fates {
  const { rates, net, crash, hosts, ticks, note } = options;
  const { drop = 0, duplicate = 0, delay = 0, corrupt = 0 } = rates;
  const { crash: down = 0, pause = 0, partition = 0, failover = 0 } = rates;
  const packetFault = (packet: number): PacketFault | undefined => {
    let x = net();
    if ((x -= drop) < 0) return { packet, kind: "drop" };
    if ((x -= duplicate) < 0) return { packet, kind: "duplicate", later: whole(net, 4 * ticks) };
    if ((x -= delay) < 0) return { packet, kind: "delay", by: whole(net, 8 * ticks) };
    if ((x -= corrupt) < 0) return { packet, kind: "corrupt", bit: whole(net, 512) };
    return undefined;
  };
  const eventFault = (event: number): EventFault | undefined => {
    let x = crash();
    if ((x -= down) < 0)
      return { event, kind: "crash", host: whole(crash, hosts), ticks: 1 + whole(crash, 8 * ticks) };
    if ((x -= pause) < 0)
      return { event, kind: "pause", host: whole(crash, hosts), ticks: 1 + whole(crash, 8 * ticks) };
    if ((x -= partition) < 0) {
      const cut = Array.from({ length: hosts }, (_, host) => host).filter(() => crash() < 0.5);
      return { event, kind: "partition", hosts: cut, ticks: 1 + whole(crash, 16 * ticks) };
    }
    if ((x -= failover) < 0) return { event, kind: "failover", ticks: 1 + whole(crash, 32 * ticks) };
    return undefined;
  };
  return fatesOf(
    (packet) => noted(packetFault(packet), note),
    (event) => noted(eventFault(event), note),
  );
}

/** The faults of a list, and no others. */
export function listedFates(faults: readonly Fault[]): Fates {
  const packets = new Map<number, PacketFault>();
  const events = new Map<number, EventFault>();
  for (const fault of faults) {
    if ("packet" in fault) packets.set(fault.packet, fault);
    else events.set(fault.event, fault);
  }
  return fatesOf(
    (packet) => packets.get(packet),
    (event) => events.get(event),
  );
}

function fatesOf(
  packetFault: (packet: number) => PacketFault | undefined,
  event: (event: number) => EventFault | undefined,
): Fates {
  return { packet: (number, ticks) => fateOf(packetFault(number), ticks), event };
}

function fateOf(fault: PacketFault | undefined, ticks: number): Fate {
  switch (fault?.kind) {
    case undefined:
      return { delays: [ticks], bit: -1 };
    case "drop":
      return { delays: [], bit: -1 };
    case "duplicate":
      return { delays: [ticks, ticks + fault.later], bit: -1 };
    case "delay":
      return { delays: [ticks + fault.by], bit: -1 };
    case "corrupt":
      return { delays: [ticks], bit: fault.bit };
  }
}

function noted<F extends Fault>(fault: F | undefined, note: (fault: Fault) => void): F | undefined {
  if (fault !== undefined) note(fault);
  return fault;
}

function whole(uniform: () => number, limit: number): number {
  return Math.floor(uniform() * limit);
}
