import type { Model } from "../../../model/model.ts";
import { type DiagramGraph, elideColumns, graphOf, mostNeurons } from "./diagram-graph.ts";
import { type Layout, layOut, type Measures } from "./diagram-layout.ts";
import { widthOf } from "../text-width.ts";

/** What will be drawn where. */
export interface Plan {
  readonly graph: DiagramGraph;
  readonly layout: Layout;
  readonly showsLoss: boolean;
}

/** Columns for "─▶ L" behind the outputs. */
const lossMargin = 4;
const mostSynapses = 400;
const boxWidths = [15, 13];
/** Narrow boxes only where no wider ones fit, however few. */
const groupWidths = [[13, 11], [8]];
const mostColumns = 12;

/** The most detailed picture that fits into `columns` × `rows` characters; undefined where none does. */
export function planDiagram(model: Model, columns: number, rows: number): Plan | undefined {
  if (model.neuronCount <= mostNeurons && model.synapseCount <= mostSynapses) {
    const graph = graphOf(model, "neurons");
    for (const leastGap of [9, 8]) {
      for (const width of boxWidths) {
        const plan = fit(graph, { form: "box", columns, rows, width, leastGap });
        if (plan !== undefined) return plan;
      }
    }
    const plan = fitLabels(graph, columns, rows);
    if (plan !== undefined) return plan;
  }
  for (const widths of groupWidths) {
    for (const graph of groupings(model)) {
      for (const width of widths) {
        const plan = fit(graph, { form: "box", columns, rows, width, leastGap: 4 });
        if (plan !== undefined) return plan;
      }
    }
  }
  return undefined;
}

/** Ever coarser pictures of populations, and at last of what stands at one depth, with the middle left out. */
function* groupings(model: Model): Generator<DiagramGraph, void, undefined> {
  if (model.populations.length <= mostNeurons) yield graphOf(model, "populations");
  const graph = graphOf(model, "depths");
  if (graph.columns <= mostColumns) yield graph;
  for (let kept = Math.min(mostColumns, graph.columns - 2); kept >= 2; kept--)
    yield elideColumns(graph, kept);
}

/** With the loss behind the outputs if that fits too. */
function fit(graph: DiagramGraph, measures: Omit<Measures, "margin">): Plan | undefined {
  const withLoss = layOut(graph, { ...measures, margin: lossMargin });
  if (withLoss !== undefined) return { graph, layout: withLoss, showsLoss: true };
  const layout = layOut(graph, { ...measures, margin: 0 });
  return layout && { graph, layout, showsLoss: false };
}

/** A line for each neuron, or two if that leaves more room for its numbers. */
function fitLabels(graph: DiagramGraph, columns: number, rows: number): Plan | undefined {
  const idWidth = Math.max(...graph.nodes.map(({ id }) => Math.min(10, widthOf(id))));
  const tries = [
    ...[9, 8, 7].map((number) => ["label", idWidth + number + 3] as const),
    ...[9, 8, 7, 6].map((number) => ["tall-label", Math.max(idWidth + 2, number)] as const),
    ...[5, 4].map((number) => ["label", idWidth + number + 3] as const),
    ["label", idWidth + 2] as const,
  ];
  for (const [form, width] of tries) {
    const plan = fit(graph, { form, columns, rows, width, leastGap: 5 });
    if (plan !== undefined) return plan;
  }
  return undefined;
}
