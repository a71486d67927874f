import { atMost } from "../harness/bar.ts";
import { probe } from "../harness/contestant.ts";
import { type Section, pace } from "../harness/section.ts";
import { fact, figureOf, secondsPerUnit, timeRatio } from "../harness/statistics.ts";
import { figureCells, figureText } from "../harness/table.ts";

const depths = [10, 100, 1000, 10_000, 100_000];
const quickDepths = depths.slice(0, 4);
const heat = "g";

/** More and more layers of width 2. */
export const depth: Section = {
  letter: "g",
  title: "g: depth, layers of width 2, batch 4, f64",
  heats: ({ options }) => [
    {
      id: heat,
      contestants: (options.quick ? quickDepths : depths).map((layers) =>
        probe(String(layers), "depth.ts", [layers]),
      ),
      ...pace(options),
      turns: 3,
    },
  ],
  tables: (results) => [
    {
      title: "g: depth, layers of width 2, batch 4, f64",
      headings: ["layers", "a layer and batch, ns", "spread", "build a layer, µs"],
      rows: depths
        .map(String)
        .filter((layers) => results.get(heat)?.[0]?.has(layers) === true)
        .map((layers) => [
          layers,
          ...figureCells(figureOf(secondsPerUnit(results, heat, layers)), 1e9),
          figureText(fact(results, heat, layers, "buildPerLayer"), 1e6),
        ]),
    },
  ],
  bars: (results) => [
    atMost("depth, cost of a layer, 100,000 / 1,000 layers", 2, timeRatio(results, heat, "100000", "1000"), "×"), // prettier-ignore
  ],
};
