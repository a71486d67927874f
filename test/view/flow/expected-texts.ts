import type { Trace } from "../../../src/index.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { createReplay } from "../../../src/trace/replay/replay.ts";
import { layOutNetwork } from "../../../src/view/network/network-layout.ts";
import { fitNumber } from "../../../src/view/number-text.ts";

/**
 * What the picture of one sample has to say right after event n, read from the replay slot by slot; undefined where
 * nothing is computed. Of traces whose micro-batches are of one sample, or that have one micro-batch alone.
 */
export function expectedTexts(trace: Trace) {
  const model = parseNetwork(trace.header.network);
  const { nodes, links } = layOutNetwork(model);
  const replay = createReplay(trace);
  let microBatch = 0;
  const followed = trace.events.map((event) => {
    if ("microBatch" in event) ({ microBatch } = event);
    return microBatch;
  });
  return (n: number): Map<string, string | undefined> => {
    const state = replay.at(n);
    const shown = followed[n] ?? 0;
    const texts = new Map<string, string | undefined>();
    const put = (slot: string, values: readonly number[] | undefined): void => {
      texts.set(slot, values?.[0] === undefined ? undefined : fitNumber(values[0], 9));
    };
    for (const [index, { id, isInput }] of nodes.entries()) {
      const neuron = state.neuron(id);
      const { activation, error } = neuron?.turn(shown) ?? {};
      if (isInput) {
        put(`x/${index}`, activation?.a);
        continue;
      }
      put(`z/${index}`, activation?.z);
      put(`a/${index}`, activation?.a);
      put(`gain/${index}`, activation?.gain);
      put(`sum/${index}`, error?.sum);
      put(`delta/${index}`, error?.delta);
      const done = neuron?.accumulated();
      texts.set(`done/${index}`, done && `${done.done}/${done.of}`);
    }
    for (const [index, { from, to }] of links.entries()) {
      const [source, target] = [nodes[from]?.id ?? "", nodes[to]?.id ?? ""];
      const { activation } = state.neuron(target)?.turn(shown) ?? {};
      const { error } = state.neuron(source)?.turn(shown) ?? {};
      const a = activation?.messages().find((each) => each.kind === "deliver" && each.from === source);
      const delta = error?.messages().find((each) => each.kind === "deliver" && each.from === target);
      put(`value/${index}`, a?.values);
      put(`error/${index}`, delta?.values);
    }
    put("loss", state.loss(shown)?.losses);
    return texts;
  };
}
