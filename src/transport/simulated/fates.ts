import type {
  EventPlace,
  Fate,
  Fates,
  Fault,
  FaultRates,
  HostFault,
  PacketFault,
  PacketPlace,
} from "./fault.ts";

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
  const { drop = 0, duplicate = 0, reorder = 0, corrupt = 0 } = rates;
  const { crash: down = 0, outage = 0, pause = 0, partition = 0, failover = 0 } = rates;
  const packetFault = (place: PacketPlace): PacketFault | undefined => {
    let x = net();
    if ((x -= drop) < 0) return { ...place, kind: "drop" };
    if ((x -= duplicate) < 0) return { ...place, kind: "duplicate", later: whole(net, 4 * ticks) };
    if ((x -= reorder) < 0) return { ...place, kind: "reorder", by: whole(net, 8 * ticks) };
    if ((x -= corrupt) < 0) return { ...place, kind: "corrupt", bit: whole(net, 512) };
    return undefined;
  };
  const lasting = (most: number): number => 1 + whole(crash, most * ticks);
  const hostFault = (place: EventPlace): HostFault | undefined => {
    let x = crash();
    if ((x -= down) < 0) return { ...place, kind: "crash", host: whole(crash, hosts), ticks: lasting(8) };
    if ((x -= outage) < 0) {
      const first = whole(crash, hosts - 1);
      const stage = Array.from(
        { length: Math.min(hosts - 1 - first, 2 + whole(crash, 3)) },
        (_, i) => first + i,
      );
      return { ...place, kind: "outage", hosts: stage, ticks: lasting(8) };
    }
    if ((x -= pause) < 0) return { ...place, kind: "pause", host: whole(crash, hosts), ticks: lasting(8) };
    if ((x -= partition) < 0) {
      const cut = Array.from({ length: hosts }, (_, host) => host).filter(() => crash() < 0.5);
      return { ...place, kind: "partition", hosts: cut, ticks: lasting(16) };
    }
    if ((x -= failover) < 0) return { ...place, kind: "failover", ticks: lasting(32) };
    return undefined;
  };
  return {
    packet: (place, time) => fateOf(noted(packetFault(place), note), time),
    event: (place) => noted(hostFault(place), note),
  };
}

/** The faults of a list, and no others. */
export function listedFates(faults: readonly Fault[]): Fates {
  const packets = new Map<string, PacketFault>();
  const befalling: HostFault[] = [];
  for (const fault of faults) {
    if ("time" in fault) befalling.push(fault);
    else packets.set(`${fault.from} ${fault.to} ${fault.nth}`, fault);
  }
  befalling.sort((a, b) => a.time - b.time || a.nth - b.nth);
  return {
    packet: ({ from, to, nth }, ticks) => fateOf(packets.get(`${from} ${to} ${nth}`), ticks),
    event: ({ time, nth }) => {
      const [next] = befalling;
      if (next === undefined || next.time > time || (next.time === time && next.nth > nth)) return undefined;
      return befalling.shift();
    },
  };
}

function fateOf(fault: PacketFault | undefined, ticks: number): Fate {
  switch (fault?.kind) {
    case undefined:
      return { delays: [ticks], bit: -1 };
    case "drop":
      return { delays: [], bit: -1 };
    case "duplicate":
      return { delays: [ticks, ticks + fault.later], bit: -1 };
    case "reorder":
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
