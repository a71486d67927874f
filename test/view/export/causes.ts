import type { TraceEvent } from "../../../src/index.ts";

/** Who an event happens at: a neuron by its name, or the coordinator, the loss, or a population. */
function actorOf(event: TraceEvent): string {
  if ("neuron" in event) return `neuron ${event.neuron}`;
  if ("to" in event) return `neuron ${event.to}`;
  if ("population" in event) return `population ${event.population}`;
  return event.kind === "loss" ? "loss" : "coordinator";
}

/**
 * By number of an event, the numbers of all that came before it, itself included: its parents and theirs, what the same
 * actor did before, and, for what has no parents, the beginning of its batch. By sets and nothing else, as a definition.
 */
export function pastOf(events: readonly TraceEvent[]): ReadonlyMap<number, ReadonlySet<number>> {
  const pasts = new Map<number, ReadonlySet<number>>();
  const lastOf = new Map<string, number>();
  const batches = new Map<number, number>();
  for (const event of events) {
    const causes: (number | undefined)[] = [lastOf.get(actorOf(event))];
    if ("parents" in event) {
      causes.push(...event.parents);
      if (event.parents.length === 0) causes.push(batches.get(event.batch));
    }
    const past = new Set([event.n]);
    for (const cause of causes) for (const n of pasts.get(cause ?? -1) ?? []) past.add(n);
    pasts.set(event.n, past);
    lastOf.set(actorOf(event), event.n);
    if (event.kind === "batch") batches.set(event.batch, event.n);
  }
  return pasts;
}
