import { type Precision, precisions } from "../../../src/math/precision.ts";
import { atMost } from "../harness/bar.ts";
import { probe } from "../harness/contestant.ts";
import type { Heat } from "../harness/heat.ts";
import { type Bar, type Section, type Settings, pace } from "../harness/section.ts";
import { type Figure, type Results, fact, factsOf, figureOf, secondsPerUnit } from "../harness/statistics.ts";
import { type Table, figureCells, figureText } from "../harness/table.ts";

const sizes = ["10^4", "10^5", "10^6", "10^7"];
const quickSizes = sizes.slice(0, 3);
/** By itself, and in single precision alone: it takes a gigabyte. */
const largest = "10^8";

const synapsesOf = (size: string): string => `1e${size.slice(3)}`;
const heatOf = (precision: Precision): string => `f-${precision}`;
const largeHeat = "f-f32-large";

/** Networks n-n-n from ten thousand synapses on. */
export const scale: Section = {
  letter: "f",
  title: "f: sizes of networks, n-n-n, batch 32",
  heats: (settings) => [
    ...precisions.map((precision) =>
      sizesHeat(heatOf(precision), precision, settings.options.quick ? quickSizes : sizes, settings),
    ),
    ...(settings.options.large ? [sizesHeat(largeHeat, "f32", [largest], settings)] : []),
  ],
  tables: (results) => precisions.map((precision) => tableOf(precision, results)),
  bars: barsOf,
};

function sizesHeat(id: string, precision: Precision, of: readonly string[], { options }: Settings): Heat {
  const nodeOptions = ["--expose-gc", "--no-flush-bytecode"];
  const contestants = of.map((size) => probe(size, "scale.ts", [synapsesOf(size), precision], nodeOptions));
  return { id, contestants, ...pace(options), turns: 3 };
}

function tableOf(precision: Precision, results: Results): Table {
  const heats = precision === "f32" ? [heatOf(precision), largeHeat] : [heatOf(precision)];
  const rows = heats.flatMap((heat) =>
    [...sizes, largest]
      .filter((size) => results.get(heat)?.[0]?.has(size) === true)
      .map((size) => {
        const of = (name: string, factor = 1): string => figureText(fact(results, heat, size, name), factor);
        return [
          size,
          of("buildSeconds", 1000),
          of("heapPerNeuron"),
          of("bufferPerSynapse"),
          of("peakBytes", 1e-6),
          ...figureCells(figureOf(secondsPerUnit(results, heat, size)), 1e9),
        ];
      }),
  );
  return {
    title: `f: sizes of networks, n-n-n, batch 32, ${precision}`,
    headings: ["synapses", "build, ms", "heap a neuron, B", "buffers a synapse, B", "peak memory, MB", "a synapse and sample, ns", "spread"], // prettier-ignore
    rows,
    notes: ["A build is reading the file, drawing the weights and wiring the neurons."], // prettier-ignore
  };
}

function barsOf(results: Results): Bar[] {
  const [f64, f32] = [heatOf("f64"), heatOf("f32")];
  return [
    ...sizes.map((size) =>
      atMost(`heap a neuron, ${size} synapses, f64`, 900, fact(results, f64, size, "heapPerNeuron"), " B"),
    ),
    // To one digit: biases, and the vectors of one sample, are some hundredths of a byte.
    { ...atMost("heap a synapse, from 10^6 to 10^7, f64", 0.05, heapPerSynapse(results, f64)), bar: "0.0 B" },
    { ...atMost("buffers a synapse, 10^7, f64", 16.05, buffers(results, f64)), bar: "≤ 16.0 B" },
    { ...atMost("buffers a synapse, 10^7, f32", 8.05, buffers(results, f32)), bar: "≤ 8.0 B" },
    atMost("build, 10^6, f64", 50, fact(results, f64, "10^6", "buildSeconds"), " ms", 1000),
    atMost("build, 10^7, f64", 250, fact(results, f64, "10^7", "buildSeconds"), " ms", 1000),
    atMost("memory, 10^8, f32", 1000, fact(results, largeHeat, largest, "peakBytes"), " MB", 1e-6),
    atMost("growth, slowest / fastest from 10^4 to 10^7, f64", 2, growth(results, f64), "×"),
    atMost("growth, slowest / fastest from 10^4 to 10^7, f32", 2, growth(results, f32), "×"),
  ];
}

function buffers(results: Results, heat: string): Figure | undefined {
  return fact(results, heat, "10^7", "bufferPerSynapse");
}

/** What the heap of a neuron gains with each synapse more that it has. */
function heapPerSynapse(results: Results, heat: string): Figure | undefined {
  const of = (size: string, name: string): (number | undefined)[] => factsOf(results, heat, size, name);
  const [heap, synapses] = ["heapPerNeuron", "synapsesPerNeuron"].map((name) =>
    of("10^7", name).map((value, round) => difference(value, of("10^6", name)[round])),
  );
  return figureOf((heap ?? []).map((value, round) => quotient(value, synapses?.[round])));
}

/** Time of a synapse and sample: of the slowest size and the fastest one, where all were measured. */
function growth(results: Results, heat: string): Figure | undefined {
  const times = sizes.map((size) => secondsPerUnit(results, heat, size));
  const rounds = times[0] ?? [];
  return figureOf(
    rounds.map((_, round) => {
      const all = times.map((each) => each[round] ?? NaN);
      return Math.max(...all) / Math.min(...all);
    }),
  );
}

function difference(x: number | undefined, y: number | undefined): number | undefined {
  return x === undefined || y === undefined ? undefined : x - y;
}

function quotient(x: number | undefined, y: number | undefined): number | undefined {
  return x === undefined || y === undefined ? undefined : x / y;
}
