import type { Model, PopulationModel } from "../../../model/model.ts";
import { neuronIds } from "../../../model/neuron-ids.ts";
import { populationAt, populationIndex } from "../../../model/populations.ts";
import { forEachSynapse } from "../../../model/synapses.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- populations are looked up by indices the model gives */

/** What a picture of a network shows: each neuron, or each population, or all that stands at one depth together. */
export type Detail = "neurons" | "populations" | "depths";

/** A box of the picture. */
export interface DiagramNode {
  readonly id: string;
  /** Number of the column it stands in, from 0. */
  readonly column: number;
  readonly neurons: number;
  readonly activation: string;
  readonly isInput: boolean;
  readonly isOutput: boolean;
}

/** An arrow of the picture, by the indices of its nodes. It leads to a column further right. */
export interface DiagramLink {
  readonly from: number;
  readonly to: number;
}

export interface DiagramGraph {
  readonly detail: Detail;
  readonly nodes: readonly DiagramNode[];
  readonly links: readonly DiagramLink[];
  readonly columns: number;
  /** The node that shows a neuron; undefined where no neuron has this id. */
  readonly nodeOf: (neuron: string) => number | undefined;
}

/** More neurons than this are never drawn one by one. */
export const mostNeurons = 64;

/** The boxes and arrows of a network. Takes linear time of the populations, and of the synapses of a small one. */
export function graphOf(model: Model, detail: Detail): DiagramGraph {
  if (detail === "neurons") return graphOfNeurons(model);
  return graphOfGroups(model, detail);
}

function graphOfNeurons(model: Model): DiagramGraph {
  const { idOf, slotOf } = neuronIds(model);
  const outputs = new Set(model.outputs);
  const nodes = model.populations.flatMap(({ first, size, depth, activation }) =>
    Array.from({ length: size }, (_, i): DiagramNode => {
      const slot = first + i;
      const role = { isInput: activation === "input", isOutput: outputs.has(slot) };
      return { id: idOf(slot), column: depth, neurons: 1, activation, ...role };
    }),
  );
  const links: DiagramLink[] = [];
  forEachSynapse(model, (from, to) => links.push({ from, to }));
  return { detail: "neurons", nodes, links, columns: columnsOf(nodes), nodeOf: slotOf };
}

function graphOfGroups(model: Model, detail: Detail): DiagramGraph {
  const { slotOf } = neuronIds(model);
  const keyOf = ({ id, depth }: PopulationModel): string =>
    detail === "populations" ? id : `depth ${String(depth)}`;
  const groups = new Map<string, PopulationModel[]>();
  for (const population of model.populations) {
    const group = groups.get(keyOf(population));
    if (group === undefined) groups.set(keyOf(population), [population]);
    else group.push(population);
  }
  const indexOf = new Map([...groups.keys()].map((key, index) => [key, index]));
  const nodeAt = (population: number): number => indexOf.get(keyOf(populationAt(model, population)))!;
  const outputs = new Set(Array.from(model.outputs, (slot) => nodeAt(populationIndex(model, slot))));
  const nodes = [...groups.values()].map((populations, index) => groupNode(populations, outputs.has(index)));
  const links = new Map<string, DiagramLink>();
  const { count, source, target } = model.projections;
  for (let b = 0; b < count; b++) {
    const [from, to] = [nodeAt(source[b]!), nodeAt(target[b]!)];
    links.set(`${from}/${to}`, { from, to });
  }
  const nodeOf = (neuron: string): number | undefined => {
    const slot = slotOf(neuron);
    return slot === undefined ? undefined : nodeAt(populationIndex(model, slot));
  };
  return { detail, nodes, links: [...links.values()], columns: columnsOf(nodes), nodeOf };
}

function groupNode(populations: readonly PopulationModel[], isOutput: boolean): DiagramNode {
  const first = populations[0]!;
  const last = populations.at(-1)!;
  const activations = new Set(populations.map(({ activation }) => activation));
  return {
    id: populations.length === 1 ? first.id : `${first.id}…${last.id}`,
    column: first.depth,
    neurons: populations.reduce((sum, { size }) => sum + size, 0),
    activation: activations.size === 1 ? first.activation : "",
    isInput: first.activation === "input",
    isOutput,
  };
}

function columnsOf(nodes: readonly DiagramNode[]): number {
  return nodes.reduce((most, { column }) => Math.max(most, column + 1), 0);
}

/** The graph with only its first and last columns, and one node "⋯" for all that is between them. */
export function elideColumns(graph: DiagramGraph, kept: number): DiagramGraph {
  const left = Math.ceil(kept / 2);
  const right = kept - left;
  const removed = graph.columns - kept;
  const placeOf = (column: number): number =>
    column < left ? column : column < graph.columns - right ? left : column - removed + 1;
  const nodes: DiagramNode[] = [];
  const newIndex = graph.nodes.map((node) => {
    const column = placeOf(node.column);
    if (column === left) return -1;
    return nodes.push({ ...node, column }) - 1;
  });
  const between = graph.nodes.filter(({ column }) => placeOf(column) === left);
  const neurons = between.reduce((sum, node) => sum + node.neurons, 0);
  const role = { isInput: false, isOutput: between.some(({ isOutput }) => isOutput) };
  const middle = nodes.push({ id: "⋯", column: left, neurons, activation: "⋯", ...role }) - 1;
  const links = new Map<string, DiagramLink>();
  for (const link of graph.links) {
    const [from = -1, to = -1] = [newIndex[link.from], newIndex[link.to]];
    const ends = { from: from < 0 ? middle : from, to: to < 0 ? middle : to };
    const [first, last] = [nodes[ends.from]!.column, nodes[ends.to]!.column];
    // Only neighbours are joined: what leads past the middle would have to be drawn through it.
    if (last === first + 1) links.set(`${ends.from}/${ends.to}`, ends);
  }
  const nodeOf = (neuron: string): number | undefined => {
    const index = graph.nodeOf(neuron);
    if (index === undefined) return undefined;
    const found = newIndex[index]!;
    return found < 0 ? middle : found;
  };
  return { detail: graph.detail, nodes, links: [...links.values()], columns: kept + 1, nodeOf };
}
