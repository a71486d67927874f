import { neuronIds } from "../../model/neuron-ids.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import { populationIndex } from "../../model/populations.ts";
import type { Trace, TracePipeline } from "../header.ts";

/** How a recorded run was spread over stages, by the names of its neurons. */
export interface NeuronStages {
  readonly outline: TracePipeline;
  /** @throws RangeError if no neuron has this id */
  readonly stageOf: (id: string) => number;
}

/** @throws RangeError for a trace of a run without stages */
export function neuronStages({ header }: Pick<Trace, "header">): NeuronStages {
  const { pipeline: outline } = header.options;
  if (outline === undefined) throw new RangeError("trace: expected one of a run in stages; got another");
  const model = parseNetwork(header.network);
  const { slotOf } = neuronIds(model);
  const known = new Map<string, number>();
  const find = (id: string): number => {
    const slot = slotOf(id);
    if (slot === undefined) throw new RangeError(`neuron: expected the id of a neuron; got "${id}"`);
    return outline.stageOf[populationIndex(model, slot)] ?? 0;
  };
  return {
    outline,
    stageOf(id) {
      const stage = known.get(id) ?? find(id);
      known.set(id, stage);
      return stage;
    },
  };
}
