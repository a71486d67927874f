import type { GradientEvent } from "../event.ts";
import type { BatchPlace } from "./batch-places.ts";
import { samplesTold } from "./batch-state.ts";
import { countUpTo } from "./group.ts";
import { biasInVersion, rowAt } from "./rows.ts";
import type { Sources } from "./sources.ts";
import type { BatchState, NeuronState, Progress, TurnState } from "./run-state.ts";
import { activationState, errorState } from "./turn-state.ts";
import type { FoundTurn, Turns } from "./turns.ts";

/** What everything is read with that a state tells. */
export interface Now {
  readonly sources: Sources;
  readonly place: number;
  readonly batch: BatchPlace | undefined;
  readonly batchState: () => BatchState | undefined;
  readonly turns: Turns;
}

/** One neuron now. Nothing is read before it is asked for. */
export function neuronState(now: Now, slot: number, id: string): NeuronState {
  const { sources, place, batch, turns } = now;
  const { seats, recorded, header } = sources;
  const isInput = seats.isInput(slot);
  // Error signals end before the inputs unless they are asked to receive them.
  const answers = !isInput || header.options.inputErrors === "receive";
  const goesBack = recorded.backward && answers && batch?.event?.purpose !== "evaluate";
  const { header: { options } } = sources; // prettier-ignore
  /** Of a run in stages, that of the version which the messages meet. */
  const biasOf = ({ turn: { forward } }: FoundTurn): number | undefined => {
    const [first] = options.pipeline === undefined ? [] : forward.heard();
    if (first?.kind !== "deliver") return row()?.bias;
    return biasInVersion(sources, slot, first.weightVersion);
  };
  const row = () => (isInput ? undefined : rowAt(sources, slot, place, batch));
  return {
    id,
    slot,
    row,
    turn(microBatch): TurnState | undefined {
      const found = turns.find(microBatch, slot);
      if (found === undefined) return undefined;
      return {
        activation: recorded.forward ? activationState(turns, found, () => biasOf(found)) : undefined,
        error: goesBack ? errorState(turns, found) : undefined,
      };
    },
    accumulated: () => (goesBack ? accumulated(now, slot) : undefined),
    gradient: () => gradientOf(now, slot),
  };
}

/** All samples that are complete, and of those in flight the ones whose deltas have come this far. */
function accumulated({ sources, batch, batchState, turns }: Now, slot: number): Progress | undefined {
  const of = batch && samplesTold(sources, batch);
  const { samples, inFlight } = batchState() ?? {};
  if (of === undefined || samples === undefined || inFlight === undefined) return undefined;
  let { done } = samples;
  for (const microBatch of inFlight) {
    done += turns.find(microBatch, slot)?.turn.backward.said?.samples.length ?? 0;
  }
  return { done, of };
}

function gradientOf({ sources, place, batch }: Now, slot: number): GradientEvent | undefined {
  const { index, events } = sources;
  const own = index.rowOf(slot);
  for (let i = countUpTo(own, place) - 1; i >= 0; i--) {
    const at = own[i] ?? -1;
    if (batch === undefined || at < batch.from) return undefined;
    const event = events[at];
    if (event?.kind === "gradient" && event.batch === batch.number) return event;
  }
  return undefined;
}
