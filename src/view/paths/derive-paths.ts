import { loss } from "../../math/losses.ts";
import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { EventOf } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import type { Phase } from "../../trace/phase.ts";
import type { ViewOptions } from "../view.ts";
import { chooseWeight } from "./choose-weight.ts";
import { countPaths } from "./count-paths.ts";
import { type FoundPath, largestPaths } from "./largest-paths.ts";
import { type PassWeights, passWeights } from "./pass-weights.ts";
import { type PathGraph, pathGraph } from "./path-graph.ts";
import type { ChosenWeight, Comparison, PassPaths, Path, PathCounts, Paths, PathStep } from "./paths.ts";
import { type BatchEvents, batchesBackwards, type PassNumbers, readPass, samplesOf } from "./read-pass.ts";
import { type Factors, sumPaths } from "./sum-paths.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every node, edge or sample */

/** Paths that are listed one by one, at the most. */
const mostPaths = 24;

/** Neurons that are told of either end of a path. */
const mostSteps = 8;

/** All samples of a batch are added up where they, and they times the synapses, are no more than this. */
const mostSamples = 256;
const mostProducts = 2e7;

/** Sum and gradient may differ by rounding, measured by the sum of the absolute values. */
const tolerance = 1e-12;

/** undefined where the network has no synapse. */
export function derivePaths(trace: Trace, options: ViewOptions): Paths | undefined {
  const { header } = trace;
  const model = parseNetwork(header.network);
  const weight = chooseWeight(model, options.neurons);
  if (weight === undefined) return undefined;
  const { enters } = loss(model.loss);
  const { level } = header.options;
  const counts = countPaths(model, weight.target);
  const hasFeedback = model.feedback?.some((each) => !Number.isNaN(each)) ?? false;
  return { weight, counts, enters, level, hasFeedback, pass: passOf(trace, options, model, weight, counts) };
}

function passOf(
  trace: Trace,
  options: ViewOptions,
  model: Model,
  weight: ChosenWeight,
  { paths }: PathCounts,
): Paths["pass"] {
  const { level, phases } = trace.header.options;
  if (level === "population" || level === "commit") return "level";
  const needed: readonly Phase[] = ["forward", "loss"];
  const lists = [phases, options.phases].filter((list) => list !== undefined);
  if (!lists.every((list) => needed.every((phase) => list.includes(phase)))) return "left out";
  const graph = pathGraph(model, weight.target);
  let isLeftOut = false;
  // The batch in flight may not have come that far: then the one before it has.
  for (const batch of batchesBackwards(trace, options)) {
    const told = samplesOf(batch);
    const sample = options.samples === undefined ? told[0] : told.find((each) => options.samples?.includes(each)); // prettier-ignore
    const reader = createReader(trace, options, model, weight, paths, graph, batch);
    const found = sample === undefined ? undefined : reader(sample, told);
    if (found !== undefined) return found;
    isLeftOut ||= batch.events.some(({ kind }) => kind === "gradient");
  }
  return isLeftOut ? "left out" : "not yet";
}

/** Reads a batch for one sample; undefined where a factor is missing. */
function createReader(
  trace: Trace,
  options: ViewOptions,
  model: Model,
  weight: ChosenWeight,
  paths: bigint,
  graph: PathGraph,
  batch: BatchEvents,
) {
  const { idOf } = neuronIds(model);
  const names = Array.from(graph.slots, idOf);
  return (sample: number, told: readonly number[]): PassPaths | undefined => {
    const isSmall = told.length <= mostSamples && told.length * graph.next.length <= mostProducts;
    const numbers = readPass(batch, isSmall ? told : [sample], options.phases);
    const at = numbers.samples.indexOf(sample);
    const weights = passWeights(trace, model, graph, batch.n);
    const factors = factorsOf(graph, names, numbers, weights, model, at);
    const activation = numbers.activation.get(weight.from)?.[at] ?? NaN;
    if (!isTold(graph, factors) || Number.isNaN(activation)) return undefined;
    const { sum } = sumPaths(graph, factors);
    const listed = largestPaths(graph, factors, mostPaths).map((found) => pathOf(found, graph, names, factors, activation)); // prettier-ignore
    const rest = listed.reduce((left, { product }) => left - product, activation * sum);
    const others = { count: paths - BigInt(listed.length), sum: rest };
    const sumAt = (s: number): PathTotals => {
      const each = s === at ? factors : factorsOf(graph, names, numbers, weights, model, s);
      const a = numbers.activation.get(weight.from)?.[s] ?? NaN;
      const { sum: total, magnitude } = sumPaths(graph, each);
      return { sum: a * total, magnitude: Math.abs(a) * magnitude };
    };
    return {
      batch: batch.number,
      sample,
      samples: batch.size ?? told.length,
      weight: weights.between(weight.source, weight.target),
      activation,
      listed,
      others,
      sum: activation * sum,
      comparison: compare(batch, weight, numbers, isSmall, sumAt, options.phases),
    };
  };
}

interface PathTotals {
  readonly sum: number;
  readonly magnitude: number;
}

function factorsOf(
  graph: PathGraph,
  names: readonly string[],
  { gain, error }: PassNumbers,
  { back }: PassWeights,
  model: Model,
  sample: number,
): Factors {
  const read = (lists: ReadonlyMap<string, Float64Array>, node: number): number => lists.get(names[node]!)?.[sample] ?? NaN; // prettier-ignore
  return {
    gain: Float64Array.from(graph.slots, (_, node) => read(gain, node)),
    error: Float64Array.from(graph.slots, (_, node) => (graph.isOutput[node] === 1 ? read(error, node) : 0)),
    enters: loss(model.loss).enters,
    weight: back,
  };
}

/** A run ends with its first NaN: here one stands for what is not told. */
function isTold(graph: PathGraph, { gain, error, weight }: Factors): boolean {
  return graph.slots.every((_, node) => !Number.isNaN(gain[node]) && !Number.isNaN(error[node])) && !weight.some(Number.isNaN); // prettier-ignore
}

function pathOf(
  { nodes, edges, product }: FoundPath,
  { slots }: PathGraph,
  names: readonly string[],
  { gain, error, enters, weight }: Factors,
  activation: number,
): Path {
  const last = nodes.length - 1;
  const stepOf = (node: number, i: number): PathStep => ({
    slot: slots[node]!,
    name: names[node]!,
    gain: i === last && enters === "pre-activation" ? undefined : gain[node]!,
    weight: i === 0 ? undefined : weight[edges[i - 1]!]!,
  });
  const steps = nodes.flatMap((node, i) => (i < mostSteps || last - i < mostSteps ? [stepOf(node, i)] : []));
  return { steps, length: nodes.length, error: error[nodes[last]!]!, product: activation * product };
}

/** The gradient is the mean over the whole batch: it is compared with the mean of the sums, if all of them are there. */
function compare(
  { events, size, isEarly }: BatchEvents,
  { from, to }: ChosenWeight,
  numbers: PassNumbers,
  isSmall: boolean,
  sumAt: (sample: number) => PathTotals,
  phases: readonly Phase[] | undefined,
): Comparison {
  const event = events.find((each): each is EventOf<"gradient"> => each.kind === "gradient" && each.neuron === to); // prettier-ignore
  const isWanted = phases?.includes("gradient") ?? true;
  const gradient = isWanted ? event?.weights[event.from.indexOf(from)] : undefined;
  const totals = isSmall ? numbers.samples.map((_, s) => sumAt(s)) : [];
  const sums = totals.map(({ sum }, s) => ({ sample: numbers.samples[s]!, sum }));
  const isWhole = totals.length > 0 && totals.length === (size ?? totals.length);
  const mean = isWhole ? totals.reduce((all, { sum }) => all + sum, 0) / totals.length : undefined;
  const scale = totals.reduce((all, { magnitude }) => all + magnitude, 0) / totals.length;
  const agrees =
    mean === undefined || gradient === undefined || Number.isNaN(mean)
      ? undefined
      : Math.abs(mean - gradient) <= tolerance * Math.max(scale, Math.abs(gradient));
  return { gradient, sums, mean, agrees, isEarly };
}
