import type { TraceEvent } from "./event.ts";
import { type Phase, phaseOf } from "./phase.ts";

/** Which part of a run is wanted: what is left out is not restricted. All views and recorders take the same. */
export interface TraceSelection {
  /** Events at these neurons, and messages from or to them. */
  readonly neurons?: readonly string[] | undefined;
  /** Numbers of these samples of each batch. */
  readonly samples?: readonly number[] | undefined;
  /** From the first of these numbers of batches up to, not including, the second. */
  readonly batches?: readonly [number, number] | undefined;
  readonly phases?: readonly Phase[] | undefined;
}

/** Fields with one entry a sample. */
const perSample = ["samples", "values", "z", "a", "gain", "sum", "added", "delta", "losses"] as const;

/**
 * What is left of an event: the event itself where nothing of it is left out, the same with fewer samples, or
 * undefined. Works on events with and without their place.
 */
export function selectorOf({ neurons, samples, batches, phases }: TraceSelection) {
  const chosenNeurons = neurons && new Set(neurons);
  const chosenSamples = samples && new Set(samples);
  const hasNeuron = (event: object): boolean => {
    if (chosenNeurons === undefined) return true;
    const { neuron, to, from } = event as Partial<Record<"neuron" | "from" | "to", unknown>>;
    const named = [neuron, to, from].filter((id) => typeof id === "string");
    return named.length === 0 || named.some((id) => chosenNeurons.has(id));
  };
  const chosenPhases = phases && new Set(phases);
  const isWhole = [neurons, samples, batches, phases].every((part) => part === undefined);
  return <Event extends Pick<TraceEvent, "kind">>(event: Event): Event | undefined => {
    if (isWhole) return event;
    if (batches !== undefined && "batch" in event) {
      const batch = event.batch as number;
      if (batch < batches[0] || batch >= batches[1]) return undefined;
    }
    if (chosenPhases?.has(phaseOf(event)) === false || !hasNeuron(event)) return undefined;
    return chosenSamples === undefined || !("samples" in event) ? event : withSamples(event, chosenSamples);
  };
}

/** The events of a selection; each keeps its place. */
export function selectEvents(
  events: readonly TraceEvent[],
  selection: TraceSelection,
): readonly TraceEvent[] {
  const { neurons, samples, batches, phases } = selection;
  if ([neurons, samples, batches, phases].every((part) => part === undefined)) return events;
  const select = selectorOf(selection);
  return events.map(select).filter((event) => event !== undefined);
}

function withSamples<Event extends object>(event: Event, chosen: ReadonlySet<number>): Event | undefined {
  const fields = event as Record<string, unknown>;
  const samples = fields["samples"] as readonly number[];
  const kept = samples.flatMap((sample, place) => (chosen.has(sample) ? [place] : []));
  if (kept.length === samples.length) return event;
  if (kept.length === 0) return undefined;
  // A norm stays that of all samples which it was taken over.
  if (fields["kind"] === "population") return event;
  const pick = (list: unknown): unknown[] => kept.map((place) => (list as readonly unknown[])[place]);
  const changed: Record<string, unknown> = { ...fields };
  for (const name of perSample) {
    const list = fields[name];
    if (Array.isArray(list) && list.length > 0) changed[name] = pick(list);
  }
  if (Array.isArray(fields["targets"])) {
    const targets = fields["targets"] as readonly unknown[];
    changed["targets"] = Array.isArray(targets[0]) ? targets.map(pick) : pick(targets);
  }
  return changed as Event;
}
