import type { SharedMemory } from "./consistency.ts";

/** Hogwild! (Niu et al. 2011, arXiv:1106.5730): one memory for all, and no locks. */
export function hogwild(settings: Omit<SharedMemory, "kind">): SharedMemory {
  return { kind: "shared-memory", ...settings };
}
