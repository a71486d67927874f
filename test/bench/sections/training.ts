import { type Precision, precisions } from "../../../src/math/precision.ts";
import { atLeast, atMost } from "../harness/bar.ts";
import { probe } from "../harness/contestant.ts";
import type { Heat } from "../harness/heat.ts";
import { type Bar, type Section, type Settings, pace } from "../harness/section.ts";
import { type Figure, type Results, factsOf, figureOf, rate, timeRatio } from "../harness/statistics.ts";
import { type Table, figureCells } from "../harness/table.ts";
import { type WorkloadName, describeWorkload, workloads } from "../workloads.ts";

/** How many times as long the network may take as its kernels alone. */
const actorTax = { a: 1.6, b: 1.35, c: 1.25, d: 1.12 };
/** How many times as fast as plain loops the network must be. */
const againstLoops = { a: 0.6, b: 1.2, c: 2.8, d: 3.3 };
/** How far losses may differ for rounding. */
const rounding = { f64: 1e-10, f32: 1e-4 };
/** Peers run beside it in the precision in which the issue compares: small networks in double, large ones in single. */
const againstPeers: Readonly<Partial<Record<string, Readonly<Record<string, number>>>>> = {
  "a-f64": { synaptic: 1 },
  "d-f32": { "tfjs-wasm": 4.5, "tfjs-cpu": 25, convnetjs: 15, "brain.js": 25, synaptic: 700 },
};

/** Training one of the four workloads, in both precisions. */
export function trainingSection(letter: WorkloadName): Section {
  const title = `${letter}: ${describeWorkload(workloads[letter])}`;
  return {
    letter,
    title,
    hasPeers: precisions.some((precision) => againstPeers[`${letter}-${precision}`] !== undefined),
    heats: (settings) => precisions.flatMap((precision) => heatsOf(letter, precision, settings)),
    tables: (results) => [tableOf(title, letter, results)],
    bars: (results) => barsOf(letter, results),
  };
}

/** The network beside all that is written here, and beside each peer by itself: what takes seconds a turn keeps others apart. */
function heatsOf(letter: WorkloadName, precision: Precision, { options, peers }: Settings): Heat[] {
  const heat = (id: string, names: readonly string[]): Heat => ({
    id,
    contestants: names.map((name) => probe(name, "train.ts", [name, letter, precision])),
    ...pace(options),
  });
  const id = `${letter}-${precision}`;
  const beside = againstPeers[id] === undefined ? [] : peers;
  return [
    heat(id, ownNames(precision)),
    ...beside.map((peer) => heat(peerHeat(id, peer), ["network", peer])),
  ];
}

/** The loops are always in double. */
function ownNames(precision: Precision): readonly string[] {
  const names = ["network", "network-js", "kernels", "kernels-by-population"];
  return precision === "f64" ? [...names, "loops"] : names;
}

function peerHeat(id: string, peer: string): string {
  return `${id}-${peer}`;
}

function tableOf(title: string, letter: WorkloadName, results: Results): Table {
  const rows = precisions.flatMap((precision) => {
    const own = `${letter}-${precision}`;
    return [...results.keys()]
      .filter((heat) => heat === own || heat.startsWith(peerHeat(own, "")))
      .flatMap((heat) => {
        const names = [...(results.get(heat)?.[0]?.keys() ?? [])];
        const shown = heat === own ? names : names.filter((name) => name !== "network");
        return shown.map((name) => rowOf(name, precision, heat, results));
      });
  });
  return {
    title: `${title}: millions of weights × samples a second`,
    headings: ["who", "precision", "CPU time", "spread", "wall time", "network is × faster", "spread"],
    rows,
    notes: [
      "kernels: one call a neuron and task, without actors; by population: one call for all neurons of a layer, as the network makes it while nobody watches. The actor tax is against the former.",
      "Peers compute in the precision that they always do; the precision here is that of the network beside them.",
    ],
  };
}

function rowOf(name: string, precision: Precision, heat: string, results: Results): string[] {
  return [
    name,
    precision,
    ...figureCells(rate(results, heat, name)),
    figureCells(rate(results, heat, name, "wall"))[0],
    ...figureCells(timeRatio(results, heat, name, "network")),
  ];
}

/**
 * How much the losses of the network, its kernels and the loops differ after one epoch, relative to the largest: they begin
 * with the same weights, and must learn the same.
 */
function disagreement(heat: string, results: Results): Figure | undefined {
  const losses = ownNames(heat.endsWith("f64") ? "f64" : "f32").map((id) =>
    factsOf(results, heat, id, "lossAfterOneCall"),
  );
  return figureOf(
    (losses[0] ?? []).map((_, round) => {
      const all = losses.map((each) => each[round] ?? NaN);
      const most = Math.max(...all);
      return (most - Math.min(...all)) / most;
    }),
  );
}

function barsOf(letter: WorkloadName, results: Results): Bar[] {
  const f64 = `${letter}-f64`;
  const bars = [
    ...precisions.map(
      (precision) =>
      atMost(`same loss as kernels and loops, ${letter}, ${precision}`, rounding[precision], disagreement(`${letter}-${precision}`, results), " relative"), // prettier-ignore
    ),
    atMost(`actor tax, ${letter}, f64`, actorTax[letter], timeRatio(results, f64, "network", "kernels"), "×"),
    atLeast(`against loops, ${letter}, f64`, againstLoops[letter], timeRatio(results, f64, "loops", "network"), "×"), // prettier-ignore
  ];
  for (const precision of precisions) {
    const heat = `${letter}-${precision}`;
    for (const [peer, limit] of Object.entries(againstPeers[heat] ?? {})) {
      bars.push(atLeast(`against ${peer}, ${letter}, ${precision}`, limit, timeRatio(results, peerHeat(heat, peer), peer, "network"), "×")); // prettier-ignore
    }
  }
  return bars;
}
