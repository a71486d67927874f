import { random } from "../math/random.ts";
import type { Fault, FaultRates } from "../transport/simulated/fault.ts";
import { drawnFates, listedFates } from "../transport/simulated/fates.ts";
import type { HostileOptions, Witness } from "../transport/simulated/hostile.ts";
import { type Latency, latencyOf, meanOf } from "../transport/simulated/latency.ts";

export interface WorldOptions {
  readonly latency: Latency;
  /** A stream of random numbers for each domain is made of it: for latencies, the network, and crashes. */
  readonly seed: number;
  /** Rates to draw faults by, or a list of faults. */
  readonly faults: FaultRates | readonly Fault[];
  /** Neurons, and the coordinator. */
  readonly hosts: number;
  readonly witness?: Witness | undefined;
  /** Hears of every fault. */
  readonly note?: ((fault: Fault) => void) | undefined;
  /** Events after which a run is taken for one that never ends. */
  readonly events?: number | undefined;
}

/** A world of random faults; the same seed gives the same world. */
export function hostileOptions(options: WorldOptions): HostileOptions {
  const { latency, seed, faults, hosts, witness = nobody, note = ignore, events = Infinity } = options;
  // A Pareto latency may have no mean; then its least is what is usual.
  const mean = meanOf(latency);
  const ticks = Math.max(1, Number.isFinite(mean) ? mean : 4 * latencyOf(latency, () => 0)());
  const [net, crash] = [random(seed, "net").uniform, random(seed, "crash").uniform];
  const patience = 4 * ticks;
  return {
    fates: isList(faults)
      ? listedFates(faults)
      : drawnFates({ rates: faults, net, crash, hosts, ticks, note }),
    latency: latencyOf(latency, random(seed, "latency").uniform),
    channel: { window: 8, patience, longest: 16 * patience, tries: 40 },
    restarts: { most: 5, period: 20 * ticks },
    events,
    witness,
  };
}

function isList(faults: FaultRates | readonly Fault[]): faults is readonly Fault[] {
  return Array.isArray(faults);
}

const ignore = (): void => undefined;
const nobody: Witness = { attend: ignore, note: ignore, crashed: ignore, event: ignore };
