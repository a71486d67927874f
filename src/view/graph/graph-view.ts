import type { Direction } from "../../message/message.ts";
import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { Trace } from "../../trace/header.ts";
import type { View, ViewOptions } from "../view.ts";
import { dotText } from "./dot.ts";
import { type GraphValues, graphValues } from "./graph-values.ts";
import { type GraphWords, graphWords } from "./graph-words.ts";
import { mermaidFlowchart } from "./mermaid.ts";
import { type NetworkGraph, networkGraph } from "./network-graph.ts";

/** The network with its weights, and what its neurons hold after an event; the way back is dashed. */
export const graphView: View = {
  dot: (trace, options) => dotText(...partsOf(trace, options)),
  mermaid: (trace, options) => mermaidFlowchart(...partsOf(trace, options)),
};

function partsOf(trace: Trace, options: ViewOptions): [Model, NetworkGraph, GraphValues, GraphWords] {
  const model = parseNetwork(trace.header.network);
  const { inputErrors } = trace.header.options;
  const directions = (["forward", "backward"] as const satisfies Direction[]).filter(
    (direction) => options.phases?.includes(direction) ?? true,
  );
  const graph = networkGraph(model, { neurons: options.neurons, directions, inputErrors });
  return [model, graph, graphValues(trace, model, graph, options), graphWords[options.language ?? "en"]];
}
