import { atLeast } from "../harness/bar.ts";
import { probe } from "../harness/contestant.ts";
import { type Section, pace } from "../harness/section.ts";
import { rate } from "../harness/statistics.ts";
import { figureCells } from "../harness/table.ts";

const words: Readonly<Record<string, string>> = {
  together: "one tick each",
  apart: "a time of its own each",
};
const heat = "i";

/** The simulated transport, where each synapse's message arrives by itself. */
export const edgeByEdge: Section = {
  letter: "i",
  title: "i: edge by edge, 784-128-64-10, batch 32, f64, maths included",
  heats: ({ options }) => [
    {
      id: heat,
      contestants: Object.keys(words).map((how) => probe(how, "edges.ts", [how])),
      ...pace(options),
    },
  ],
  tables: (results) => [
    {
      title: "i: edge by edge, 784-128-64-10, batch 32, f64, maths included",
      headings: ["messages take", "millions a second of CPU time", "spread"],
      rows: Object.entries(words).map(([how, text]) => [
        text,
        ...figureCells(rate(results, heat, how), 1e-6),
      ]),
    },
  ],
  bars: (results) => [
    atLeast("edge by edge, d", 60, rate(results, heat, "together"), " million deliveries/s", 1e-6),
    atLeast("edge by edge, with latency", 2, rate(results, heat, "apart"), " million events/s", 1e-6),
  ],
};
