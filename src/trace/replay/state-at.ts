import type { Direction } from "../../message/message.ts";
import type { TraceEvent } from "../event.ts";
import { batchState } from "./batch-state.ts";
import { neuronState, type Now } from "./neuron-state.ts";
import type { BatchState, MessageUnderWay, RunState } from "./run-state.ts";
import type { Sources } from "./sources.ts";
import { lossState } from "./turn-state.ts";
import { turnsAt } from "./turns.ts";

/** The run right after the event at `place`. Nothing is read before it is asked for. */
export function stateAt(sources: Sources, event: TraceEvent, place: number): RunState {
  const { index, seats, recorded } = sources;
  const batch = index.batchAt(place);
  let known: BatchState | undefined;
  const batchNow = (): BatchState | undefined => (known ??= batch && batchState(sources, batch, place));
  const turns = turnsAt(sources, place, batch);
  const now: Now = { sources, place, batch, batchState: batchNow, turns };
  // What a pass that only evaluates comes to is no event.
  const tellsLoss = recorded.forward && recorded.errors && batch?.event?.purpose !== "evaluate";
  const neurons: RunState["neurons"] = function* () {
    for (let slot = 0; slot < seats.loss; slot++) {
      const id = seats.nameOf(slot);
      if (recorded.neuron(id)) yield neuronState(now, slot, id);
    }
  };
  const loss: RunState["loss"] = (microBatch) => {
    const found = tellsLoss ? turns.find(microBatch, seats.loss) : undefined;
    return found && lossState(turns, found);
  };
  return {
    event,
    n: event.n,
    t: event.t,
    get batch() {
      return batchNow();
    },
    neurons,
    neuron: (id) => {
      const slot = seats.seatOf(id);
      return slot !== undefined && recorded.neuron(id) ? neuronState(now, slot, id) : undefined;
    },
    loss,
    *underWay(microBatch) {
      for (const { id, turn } of neurons()) {
        const { activation, error } = turn(microBatch) ?? {};
        yield* messagesTo(id, "forward", activation?.underWay());
        yield* messagesTo(id, "backward", error?.underWay());
      }
      yield* messagesTo(seats.nameOf(seats.loss), "forward", loss(microBatch)?.underWay());
    },
  };
}

function messagesTo(to: string, direction: Direction, senders: readonly string[] = []): MessageUnderWay[] {
  return senders.map((from) => ({ direction, from, to }));
}
