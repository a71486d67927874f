import { targetsOption, type GeneratedSet } from "../generated-set.ts";
import { pointSamples } from "./points.ts";

const options = { targets: targetsOption };

type TruthTable = GeneratedSet<typeof options>;

export const and = truthTable("x AND y", (x, y) => x === 1 && y === 1);
export const or = truthTable("x OR y", (x, y) => x === 1 || y === 1);
export const xor = truthTable("x XOR y", (x, y) => x !== y);

/** The rows 00, 01, 10, 11. */
function truthTable(formula: string, isTrue: (x: number, y: number) => boolean): TruthTable {
  return {
    description: `the truth table of ${formula}, four rows`,
    options,
    generate({ targets }) {
      const no = targets === "signed" ? -1 : 0;
      const rows = [0, 1].flatMap((x) => [0, 1].map((y) => ({ x, y, label: isTrue(x, y) ? 1 : no })));
      return pointSamples(rows);
    },
  };
}
