import type { Backend } from "../../math/kernels/backend.ts";
import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import type { LinkLatency } from "../../network/link-latency.ts";
import type { Fault, FaultRates } from "../../transport/simulated/fault.ts";

/** The world that a case is run in, and what goes wrong in it. */
export interface Schedule {
  readonly seed: number;
  readonly latency: LinkLatency;
  /** Samples that a link takes up in a tick; any number unless said. */
  readonly bandwidth?: number | undefined;
  readonly faults: FaultRates | readonly Fault[];
  /** After so many events the process ends; another one, which nothing befalls, goes on from what is on the disk. */
  readonly stopAfter?: number | undefined;
  /** What computes; the kernels in JavaScript unless said, which are soonest there for small networks. */
  readonly kernel?: KernelChoice | Backend | undefined;
}
