import type { CallFault, CallPlace, EventPlace, Fate, Fates, Fault, FaultRates, PacketFault, PacketPlace, TimedFault } from "./fault.ts"; // prettier-ignore

export interface DrawOptions {
  readonly rates: FaultRates;
  /** Numbers in [0, 1): a stream for the network, one for what befalls hosts and wires, and one for calls. */
  readonly net: () => number;
  readonly crash: () => number;
  readonly calls: () => number;
  /** Neurons have the numbers from 0 on; the last host is the coordinator's. */
  readonly hosts: number;
  /** How long things last on average, in ticks. */
  readonly ticks: number;
  /** Hears of every fault: the list that replays the run. */
  readonly note: (fault: Fault) => void;
}

/** Faults drawn at random, each kind with its own rate. */
export function drawnFates(options: DrawOptions): Fates {
  const { note } = options;
  const [packetFault, timedFault, callFault] = [packetFaults(options), timedFaults(options), callFaults(options)]; // prettier-ignore
  return {
    packet: (place, time) => fateOf(noted(packetFault(place), note), time),
    event: (place) => noted(timedFault(place), note),
    call: (place) => noted(callFault(place), note),
  };
}

function packetFaults({ rates, net, ticks }: DrawOptions): (place: PacketPlace) => PacketFault | undefined {
  const { drop = 0, duplicate = 0, reorder = 0, corrupt = 0 } = rates;
  return (place) => {
    let x = net();
    if ((x -= drop) < 0) return { ...place, kind: "drop" };
    if ((x -= duplicate) < 0) return { ...place, kind: "duplicate", later: whole(net, 4 * ticks) };
    if ((x -= reorder) < 0) return { ...place, kind: "reorder", by: whole(net, 8 * ticks) };
    if ((x -= corrupt) < 0) return { ...place, kind: "corrupt", bit: whole(net, 512) };
    return undefined;
  };
}

function timedFaults({
  rates,
  crash,
  hosts,
  ticks,
}: DrawOptions): (place: EventPlace) => TimedFault | undefined {
  // prettier-ignore
  const { crash: down = 0, outage = 0, pause = 0, partition = 0, failover = 0 } = rates;
  const { cut = 0, flap = 0, skew = 0, jump = 0, slow = 0 } = rates;
  const lasting = (most: number): number => 1 + whole(crash, most * ticks);
  const ends = (): { from: number; to: number } => {
    const from = whole(crash, hosts);
    return { from, to: (from + 1 + whole(crash, hosts - 1)) % hosts };
  };
  return (place) => {
    let x = crash();
    if ((x -= down) < 0) return { ...place, kind: "crash", host: whole(crash, hosts), ticks: lasting(8) };
    if ((x -= outage) < 0) {
      const first = whole(crash, hosts - 1);
      const count = Math.min(hosts - 1 - first, 2 + whole(crash, 3));
      const stage = Array.from({ length: count }, (_, i) => first + i);
      return { ...place, kind: "outage", hosts: stage, ticks: lasting(8) };
    }
    if ((x -= pause) < 0) {
      const host = whole(crash, hosts);
      // A coordinator that does nothing for ten times as long as others wait for an answer is not dead either.
      return { ...place, kind: "pause", host, ticks: lasting(host === hosts - 1 ? 80 : 8) };
    }
    if ((x -= partition) < 0) {
      const apart = Array.from({ length: hosts }, (_, host) => host).filter(() => crash() < 0.5);
      const bridge = crash() < 0.3 ? { bridge: whole(crash, hosts) } : {};
      return { ...place, kind: "partition", hosts: apart, ...bridge, ticks: lasting(32) };
    }
    if ((x -= failover) < 0) return { ...place, kind: "failover", ticks: lasting(32) };
    if ((x -= cut) < 0) return { ...place, kind: "cut", ...ends(), ticks: lasting(16) };
    if ((x -= flap) < 0)
      return { ...place, kind: "flap", ...ends(), times: 2 + whole(crash, 4), ticks: lasting(4) };
    if ((x -= skew) < 0) {
      const factor = skews[whole(crash, skews.length)] ?? 1;
      return { ...place, kind: "skew", host: whole(crash, hosts), factor, ticks: lasting(64) };
    }
    if ((x -= jump) < 0) {
      const sign = crash() < 0.5 ? -1 : 1;
      return { ...place, kind: "jump", host: whole(crash, hosts), ticks: sign * lasting(32) };
    }
    if ((x -= slow) < 0)
      return { ...place, kind: "slow", host: whole(crash, hosts), by: lasting(12), ticks: lasting(32) };
    return undefined;
  };
}

/** From a clock that goes eight times too fast to one that goes eight times too slow. */
const skews = [0.125, 0.5, 2, 8];

function callFaults({ rates, calls, ticks }: DrawOptions): (place: CallPlace) => CallFault | undefined {
  const { throw: rate = 0 } = rates;
  return (place) => {
    if (calls() >= rate) return undefined;
    return { ...place, kind: "throw", ticks: 1 + whole(calls, 8 * ticks) };
  };
}

/** The faults of a list, and no others. */
export function listedFates(faults: readonly Fault[]): Fates {
  const packets = new Map<string, PacketFault>();
  const calls = new Map<string, CallFault>();
  const befalling: TimedFault[] = [];
  for (const fault of faults) {
    if ("time" in fault) befalling.push(fault);
    else if (fault.kind === "throw") calls.set(`${fault.host} ${fault.call}`, fault);
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
    call: ({ host, call }) => calls.get(`${host} ${call}`),
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
