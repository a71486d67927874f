import type { TraceEvent } from "../../trace/event.ts";
import { changesOf, type TraceHeader } from "../../trace/header.ts";
import type { Row } from "../../trace/replay/row.ts";
import type { NeuronState, RunState } from "../../trace/replay/run-state.ts";

/**
 * Remembers the rows of all neurons from one state to the next, until some are committed or changed: a row is a copy of
 * its weights, and states that are looked at one after another mostly have the same. Events have to come in their order.
 */
export function keepRows(header: TraceHeader): (state: RunState, event: TraceEvent) => RunState {
  const rows = new Map<string, Row | undefined>();
  const changes = changesOf(header).map(({ at }) => at);
  let [batch, last] = [-1, -1];
  return (state, event) => {
    const isNew = event.kind === "commit" || event.kind === "population" || state.batch?.number !== batch;
    if (isNew || changes.some((at) => at > last && at <= event.n)) rows.clear();
    [batch, last] = [state.batch?.number ?? -1, event.n];
    const keep = (neuron: NeuronState): NeuronState => ({
      ...neuron,
      row() {
        if (!rows.has(neuron.id)) rows.set(neuron.id, neuron.row());
        return rows.get(neuron.id);
      },
    });
    return {
      ...state,
      neuron(id) {
        const neuron = state.neuron(id);
        return neuron && keep(neuron);
      },
      *neurons() {
        for (const neuron of state.neurons()) yield keep(neuron);
      },
    };
  };
}
