import { random } from "../math/random.ts";
import { type Fault, type FaultRates, isList } from "../transport/simulated/fault.ts";
import { drawnFates, listedFates } from "../transport/simulated/fates.ts";
import type { HostileOptions } from "../transport/simulated/hostile.ts";
import type { Latencies } from "../transport/simulated/net.ts";
import { type Latency, latencyOf, meanOf } from "../transport/simulated/latency.ts";

export interface WorldOptions {
  readonly latency: Latency;
  /** Ticks of the links that always take as long. */
  readonly fixed?: ((from: number, to: number) => number | undefined) | undefined;
  /** A stream of random numbers for each domain is made of it: for latencies, the network, crashes, and calls. */
  readonly seed: number;
  /** Rates to draw faults by, or a list of faults. */
  readonly faults: FaultRates | readonly Fault[];
  /** Neurons, and the coordinator. */
  readonly hosts: number;
  /** "reliable" unless said. */
  readonly delivery?: HostileOptions["delivery"] | undefined;
  /** Samples that a link takes up in a tick; any number unless said. */
  readonly bandwidth?: number | undefined;
  readonly witness?: HostileOptions["witness"] | undefined;
  /** Hears of every fault. */
  readonly note?: ((fault: Fault) => void) | undefined;
  /** Events after which a run is taken for one that never ends. */
  readonly events?: number | undefined;
}

/** A world of random faults; the same seed gives the same world. */
export function hostileOptions(options: WorldOptions): HostileOptions {
  const {
    latency,
    fixed,
    seed,
    faults,
    hosts,
    delivery = "reliable",
    bandwidth,
    witness = nobody,
    note = ignore,
    events = Infinity,
  } = options;
  // A Pareto latency may have no mean; then its least is what is usual.
  const mean = meanOf(latency);
  const ticks = Math.max(1, Number.isFinite(mean) ? mean : 4 * latencyOf(latency, () => 0)());
  const streamOf = (domain: string): (() => number) => random(seed, domain).uniform;
  const streams = { net: streamOf("net"), crash: streamOf("crash"), calls: streamOf("calls") };
  const patience = 8 * ticks;
  return {
    fates: isList(faults)
      ? listedFates(faults)
      : drawnFates({ rates: faults, ...streams, hosts, ticks, note }),
    latency: keyedLatencies(latency, seed, fixed),
    channel: { window: 8, patience, longest: 16 * patience, tries: 40 },
    restarts: { most: 5, period: 20 * ticks },
    delivery,
    bandwidth,
    attempts: 50,
    events,
    witness,
  };
}

/** A latency for each packet, drawn from what packet it is: leaving others out changes it not. */
function keyedLatencies(latency: Latency, seed: number, fixed: WorldOptions["fixed"]): Latencies {
  let key = 0;
  const draw = latencyOf(latency, () => uniformOf(key, seed));
  return ({ from, to, nth }) => {
    key = (Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca77) ^ Math.imul(nth, 0xc2b2ae3d)) | 0;
    return fixed?.(from, to) ?? draw();
  };
}

/** A number in [0, 1) that looks random and is always the same for a key: the mixing steps of MurmurHash3 (Appleby 2011). */
function uniformOf(key: number, seed: number): number {
  let x = key ^ Math.imul(seed + 1, 0x27d4eb2f);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 4294967296;
}

const ignore = (): void => undefined;
const nobody: HostileOptions["witness"] = {
  attend: ignore,
  note: ignore,
  crashed: ignore,
  befell: ignore,
  event: ignore,
};
