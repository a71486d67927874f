import type { Model } from "../../model/model.ts";
import { populationAt } from "../../model/populations.ts";
import { type DiagramNode, graphOf, mostNeurons } from "../terminal/diagram/diagram-graph.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- projections have an entry in every column */

/** What a picture of a network shows, before anything has a place: neurons, or groups of them and neurons chosen from them. */
export interface PictureGraph {
  readonly detail: "neurons" | "groups";
  readonly nodes: readonly PictureNode[];
  readonly links: readonly PictureLink[];
  readonly columns: number;
  /** The node that shows a neuron; undefined where no neuron has this id. */
  readonly nodeOf: (neuron: string) => number | undefined;
}

export interface PictureNode extends DiagramNode {
  readonly shows: "neuron" | "group";
}

/** All synapses from what one node shows to what another one does. */
export interface PictureLink {
  readonly from: number;
  readonly to: number;
  readonly synapses: number;
  /** One synapse between two neurons that are drawn, or all between groups. */
  readonly shows: "synapse" | "bundle";
}

export interface GraphOptions {
  /** Groups rather than neurons from more neurons than this on; 64 unless said. */
  readonly most?: number | undefined;
  /** Groups whatever the number of neurons, and even of a single one: where the trace tells of groups alone. */
  readonly detail?: "groups" | undefined;
  /** Of groups, these neurons are drawn by themselves: the first `mostChosen` of them. */
  readonly chosen?: readonly string[] | undefined;
}

/** So many neurons are drawn beside their groups. */
export const mostChosen = 12;

/** Takes linear time of the populations and projections, and of the synapses of a small network. */
export function pictureGraphOf(
  model: Model,
  { most = mostNeurons, detail, chosen = [] }: GraphOptions = {},
): PictureGraph {
  if (detail === "groups") return graphOfGroups(model, most, [], "group");
  if (model.neuronCount > most) return graphOfGroups(model, most, chosen, "neuron");
  const { nodes, links, columns, nodeOf } = graphOf(model, "neurons");
  return {
    detail: "neurons",
    nodes: nodes.map((node) => ({ ...node, shows: "neuron" })),
    links: links.map((link) => ({ ...link, synapses: 1, shows: "synapse" })),
    columns,
    nodeOf,
  };
}

/** Populations, or depths where even populations are many; each chosen neuron is taken out of its group and stands under it. */
function graphOfGroups(
  model: Model,
  most: number,
  chosen: readonly string[],
  single: PictureNode["shows"],
): PictureGraph {
  const graph = graphOf(model, model.populations.length <= most ? "populations" : "depths");
  const groupOf = (population: number): number => graph.nodeOf(nameOfFirst(model, population))!;
  const taken = chosenNeurons(model, chosen);
  const left = graph.nodes.map(({ neurons }) => neurons);
  for (const { population } of taken) left[groupOf(population)]!--;
  const nodes: PictureNode[] = [];
  const placeOfGroup: number[] = [];
  const placeOfChosen = new Map<string, number>();
  graph.nodes.forEach((node, group) => {
    const isGroup = left[group]! > 0;
    placeOfGroup.push(isGroup ? nodes.length : -1);
    if (isGroup) nodes.push({ ...node, neurons: left[group]!, shows: node.neurons === 1 ? single : "group" });
    for (const { id, population } of taken) {
      if (groupOf(population) !== group) continue;
      placeOfChosen.set(id, nodes.length);
      const { activation, first } = populationAt(model, population);
      const isOutput = model.outputs.includes(first);
      nodes.push({ ...node, id, activation, isOutput, neurons: 1, shows: "neuron" });
    }
  });
  const nodeOf = (neuron: string): number | undefined => {
    const place = placeOfChosen.get(neuron);
    if (place !== undefined) return place;
    const group = graph.nodeOf(neuron);
    return group === undefined ? undefined : placeOfGroup[group];
  };
  const partsOf = (population: number): { node: number; neurons: number }[] => {
    const own = taken.filter((each) => each.population === population);
    const rest = populationAt(model, population).size - own.length;
    const parts = own.map(({ id }) => ({ node: placeOfChosen.get(id)!, neurons: 1 }));
    if (rest > 0) parts.unshift({ node: placeOfGroup[groupOf(population)]!, neurons: rest });
    return parts;
  };
  const isNeuron = (node: number): boolean => nodes[node]?.shows === "neuron";
  const links = linksBetween(model, partsOf).map((link): PictureLink => {
    return { ...link, shows: isNeuron(link.from) && isNeuron(link.to) ? "synapse" : "bundle" };
  });
  return { detail: "groups", nodes, links, columns: graph.columns, nodeOf };
}

function linksBetween(
  { projections }: Model,
  partsOf: (population: number) => readonly { node: number; neurons: number }[],
): Omit<PictureLink, "shows">[] {
  const links = new Map<string, Omit<PictureLink, "shows">>();
  for (let b = 0; b < projections.count; b++) {
    const targets = partsOf(projections.target[b]!);
    for (const source of partsOf(projections.source[b]!)) {
      for (const target of targets) {
        const [from, to] = [source.node, target.node];
        const before = links.get(`${from}/${to}`)?.synapses ?? 0;
        links.set(`${from}/${to}`, { from, to, synapses: before + source.neurons * target.neurons });
      }
    }
  }
  return [...links.values()];
}

/** The chosen neurons that there are, each once, in the order of the network, with their populations. */
function chosenNeurons(model: Model, chosen: readonly string[]): { id: string; population: number }[] {
  if (chosen.length === 0) return [];
  const wanted = new Set(chosen);
  const found: { id: string; population: number }[] = [];
  for (const [population, { id, naming, size }] of model.populations.entries()) {
    for (let member = 0; member < size && found.length < mostChosen; member++) {
      const name = naming === "single" ? id : `${id}.${member}`;
      if (wanted.has(name)) found.push({ id: name, population });
    }
  }
  return found;
}

function nameOfFirst(model: Model, population: number): string {
  const { id, naming } = populationAt(model, population);
  return naming === "single" ? id : `${id}.0`;
}
