import { type Precision, precisions } from "../../../src/math/precision.ts";
import { atLeast } from "../harness/bar.ts";
import { probe } from "../harness/contestant.ts";
import { type Section, pace } from "../harness/section.ts";
import { rate, timeRatio } from "../harness/statistics.ts";
import { figureCells } from "../harness/table.ts";

const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const quickSizes = [1, 8, 32, 256];

const heatId = (precision: Precision, size: number): string => `e-${precision}-${size}`;

/** Batches of every size on the largest of the four networks. */
export const batchSizes: Section = {
  letter: "e",
  title: "e: sizes of batches, 784-128-64-10",
  heats: ({ options }) =>
    precisions.flatMap((precision) =>
      (options.quick ? quickSizes : sizes).map((size) => ({
        id: heatId(precision, size),
        contestants: ["network", "kernels"].map((name) => probe(name, "train.ts", [name, "d", precision, size])), // prettier-ignore
        ...pace(options),
        turns: options.quick ? 2 : 3,
      })),
    ),
  tables: (results) =>
    precisions.map((precision) => ({
      title: `e: sizes of batches, 784-128-64-10, ${precision}: millions of weights × samples a second of CPU time`,
      headings: ["batch", "network", "spread", "kernels", "spread", "network / kernels", "spread"],
      rows: sizes
        .filter((size) => results.has(heatId(precision, size)))
        .map((size) => {
          const heat = heatId(precision, size);
          return [
            String(size),
            ...figureCells(rate(results, heat, "network")),
            ...figureCells(rate(results, heat, "kernels")),
            ...figureCells(timeRatio(results, heat, "kernels", "network")),
          ];
        }),
    })),
  bars: (results) =>
    precisions.map((precision) =>
      atLeast(
        `batch size 1 against kernels, d, ${precision}`,
        0.75,
        timeRatio(results, heatId(precision, 1), "kernels", "network"),
        "×",
      ),
    ),
};
