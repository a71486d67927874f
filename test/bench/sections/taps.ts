import { precisions } from "../../../src/math/precision.ts";
import { atMost } from "../harness/bar.ts";
import { probe } from "../harness/contestant.ts";
import { type Bar, type Section, pace } from "../harness/section.ts";
import { type Figure, type Results, fact, factsOf, figureOf, secondsPerUnit, timeRatio, wordsOf } from "../harness/statistics.ts"; // prettier-ignore
import { type Table, figureCells, figureText } from "../harness/table.ts";

const watched = ["none", "again", "no longer", "one", "neurons", "synapses"];
const words: Readonly<Record<string, string>> = {
  none: "nobody",
  again: "nobody, once more",
  "no longer": "nobody any more, every neuron before",
  one: "one neuron, both directions",
  neurons: "every neuron, both directions",
  synapses: "every message on every synapse",
};
const heat = "h";
const garbageHeat = "h-garbage";
/** Megabytes of the young generation: more than is left behind while it is measured. */
const youngGeneration = 64;

/** What watching costs, and what a batch leaves behind when nobody watches. */
export const taps: Section = {
  letter: "h",
  title: "h: watching, 784-128-64-10, batch 32, f64",
  heats: ({ options }) => [
    { id: heat, contestants: watched.map((id) => probe(id, "taps.ts", [id])), ...pace(options) },
    {
      id: garbageHeat,
      contestants: precisions.map((precision) =>
        probe(
          precision,
          "garbage.ts",
          [precision],
          [
            "--expose-gc",
            `--min-semi-space-size=${youngGeneration}`,
            `--max-semi-space-size=${youngGeneration}`,
          ],
        ),
      ),
      turns: 0,
      turnSeconds: 0,
      warmUpSeconds: 0,
    },
  ],
  tables: (results) => [tapsTable(results), garbageTable(results)],
  bars: barsOf,
};

function tapsTable(results: Results): Table {
  return {
    title: "h: watching, 784-128-64-10, batch 32, f64",
    headings: ["watched", "a batch, ms", "spread", "× nobody", "spread"],
    rows: watched.map((id) => [
      words[id] ?? id,
      ...figureCells(figureOf(secondsPerUnit(results, heat, id)), 1000),
      ...figureCells(timeRatio(results, heat, id, "none")),
    ]),
    notes: [
      `A message on a synapse takes ${figureText(messageSeconds(results), 1e9)} ns more when it is watched.`,
      `Weights are ${haveEqualBits(results) ? "the same" : "NOT the same"} to the last bit, whatever is watched.`,
    ],
  };
}

function garbageTable(results: Results): Table {
  return {
    title: "h: what a batch leaves on the heap, 784-128-64-10, batch 32",
    headings: ["precision", "bytes a batch", "spread", "collections meanwhile"],
    rows: precisions.map((precision) => [
      precision,
      ...figureCells(fact(results, garbageHeat, precision, "bytesPerBatch")),
      figureText(fact(results, garbageHeat, precision, "collections")),
    ]),
  };
}

function barsOf(results: Results): Bar[] {
  const noise = timeRatio(results, heat, "again", "none");
  const unwatched = timeRatio(results, heat, "no longer", "none");
  const areKnown = unwatched !== undefined && noise !== undefined;
  return [
    ...precisions.map(
      (precision) =>
      atMost(`garbage a batch, d, ${precision}`, 64, fact(results, garbageHeat, precision, "bytesPerBatch"), " B"), // prettier-ignore
    ),
    {
      what: "taps: nobody any more, against nobody",
      bar: "1.00 within noise",
      reached: `${figureText(unwatched)}; noise ${figureText(noise)}`,
      holds: areKnown ? isWithin(noise, unwatched) : undefined,
    },
    atMost("taps: every neuron, d", 1.15, timeRatio(results, heat, "neurons", "none"), "×"),
    atMost("taps: a watched message on a synapse", 60, messageSeconds(results), " ns", 1e9),
    {
      what: "taps: bits",
      bar: "identical",
      reached: results.has(heat) ? (haveEqualBits(results) ? "identical" : "different") : "–",
      holds: results.has(heat) ? haveEqualBits(results) : undefined,
    },
  ];
}

/** Seconds that a message on a synapse takes more when it is watched, with all that is derived beside it. */
function messageSeconds(results: Results): Figure | undefined {
  const [watching, alone] = ["synapses", "none"].map((id) => secondsPerUnit(results, heat, id));
  const deliveries = factsOf(results, heat, "synapses", "deliveriesPerBatch");
  return figureOf(
    deliveries.map((count, round) => ((watching?.[round] ?? NaN) - (alone?.[round] ?? NaN)) / (count ?? NaN)),
  );
}

function haveEqualBits(results: Results): boolean {
  const digests = watched.map((id) => wordsOf(results, heat, id, "digest"));
  return digests.every((each) => each.length > 0) && new Set(digests.flat()).size === 1;
}

/** Whether a ratio has been seen within what the ratio of equals was, which might as well have been the other way round. */
function isWithin(noise: Figure, ratio: Figure): boolean {
  const most = Math.max(noise.most, 1 / noise.least);
  return ratio.least <= most && ratio.most >= 1 / most;
}
