import type { NeuronState, RunState } from "../../trace/replay/run-state.ts";
import type { NetworkLayout } from "../network/network-layout.ts";
import { formatNumber } from "../number-text.ts";
import type { FlowStep } from "./flow-steps.ts";
import { changesBetween, type SlotChange } from "./track-texts.ts";

/**
 * Follows what each neuron has gathered for its gradient, whatever the micro-batch: `done/NODE` (with how many samples of
 * the batch it has a δ), `gradient-of-bias/NODE`, and `version/NODE` of its weights.
 */
export function followTallies(layout: NetworkLayout) {
  let texts: ReadonlyMap<string, string> = new Map();
  let batch: number | undefined = NaN;
  return ({ neurons }: FlowStep, state: RunState): SlotChange[] => {
    if (layout.detail === "groups") return [];
    const isWhole = state.batch?.number !== batch;
    batch = state.batch?.number;
    const before = texts;
    const now = new Map(isWhole ? [] : before);
    const read = isWhole ? layout.nodes.map(({ id }) => id) : neurons;
    for (const id of read) {
      const [node, neuron] = [layout.nodeOf(id), state.neuron(id)];
      if (node !== undefined && neuron !== undefined) writeTally(now, node, neuron);
    }
    texts = now;
    return changesBetween(before, now);
  };
}

function writeTally(texts: Map<string, string>, node: number, neuron: NeuronState): void {
  const [done, gradient, version] = [neuron.accumulated(), neuron.gradient(), neuron.row()?.version];
  if (done !== undefined) texts.set(`done/${node}`, `${done.done}/${done.of}`);
  if (gradient !== undefined) texts.set(`gradient-of-bias/${node}`, formatNumber(gradient.bias));
  if (version !== undefined) texts.set(`version/${node}`, String(version));
}
