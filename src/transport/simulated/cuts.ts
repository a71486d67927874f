import type { WireFault } from "./fault.ts";

/** A time in which wires are down. */
interface Cut {
  readonly fault: WireFault;
  readonly since: number;
  readonly until: number;
  /** Of a partition: the hosts of one side. */
  readonly side: ReadonlySet<number>;
}

/** Which wires are down when. */
export class Cuts {
  /** Packets that were lost on them, by what had befallen them; and those that a line let through while it was up for a moment. */
  readonly lost = { partition: 0, cut: 0, flap: 0 };
  passed = 0;
  #cuts: Cut[] = [];

  add(fault: WireFault, now: number): void {
    const phases = fault.kind === "flap" ? 2 * fault.times - 1 : 1;
    const side = new Set(fault.kind === "partition" ? fault.hosts : []);
    this.#cuts.push({ fault, since: now, until: now + phases * fault.ticks, side });
  }

  /** Whether a packet that sets out now is lost. */
  take(from: number, to: number, now: number): boolean {
    if (this.#cuts.length === 0) return false;
    this.#cuts = this.#cuts.filter(({ until }) => until > now);
    for (const cut of this.#cuts) {
      if (!isBetween(cut, from, to)) continue;
      if (isUp(cut, now)) this.passed++;
      else {
        this.lost[cut.fault.kind]++;
        return true;
      }
    }
    return false;
  }
}

function isBetween({ fault, side }: Cut, from: number, to: number): boolean {
  switch (fault.kind) {
    case "partition":
      return side.has(from) !== side.has(to) && from !== fault.bridge && to !== fault.bridge;
    case "cut":
      return from === fault.from && to === fault.to;
    case "flap":
      return (from === fault.from && to === fault.to) || (from === fault.to && to === fault.from);
  }
}

/** A line that flaps is down in its first phase, up in the second, and so on. */
function isUp({ fault, since }: Cut, now: number): boolean {
  return fault.kind === "flap" && Math.floor((now - since) / fault.ticks) % 2 === 1;
}
