import type { EventOf } from "../../trace/event.ts";
import { numberCell } from "./csv-cell.ts";
import { commas, rowEnd } from "./csv-row.ts";
import { lastSaid } from "./last-said.ts";

type Message = EventOf<"deliver">;

const [toDirection, toFrom] = [commas("row", "direction"), commas("direction", "from")];
const [toProduct, toParents] = [commas("weightVersion", "product"), commas("product", "parents")];
const end = rowEnd("parents");

/**
 * Writes the rows of messages, which nearly all rows of a table are: what they have in common, the cells from `t` to
 * `direction`, is joined once a tick, and each row is a few long pieces.
 */
export function createMessageRows(name: (text: string) => string) {
  const valueCells = lastSaid((_, values) => values.map(numberCell));
  let before: Message | undefined;
  const starts = new Map<number, string>();
  const startOf = (event: Message, sample: number, row: string): string => {
    const known = starts.get(sample);
    if (known !== undefined) return known;
    const { t, batch, microBatch, direction } = event;
    const start = `,${t},deliver,${batch},${microBatch},${sample},${row}${toDirection}${direction}${toFrom}`;
    starts.set(sample, start);
    return start;
  };
  return (event: Message, rowOf: readonly number[] | undefined): string => {
    if (before === undefined || !isAlike(event, before)) starts.clear();
    before = event;
    const { n, samples, from, to, values, weight, weightVersion, parents } = event;
    const names = `${name(from)},${name(to)},`;
    const weightCells = `,${numberCell(weight)},${weightVersion}${toProduct}`;
    const rest = `${toParents}${parents.join(" ")}${end}`;
    const cells = valueCells(from, values);
    let text = "";
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i] ?? NaN;
      const start = startOf(event, sample, numberCell(rowOf?.[sample]));
      text +=
        `${n}` +
        start +
        names +
        (cells[i] ?? "") +
        weightCells +
        numberCell(weight * (values[i] ?? NaN)) +
        rest;
    }
    return text;
  };
}

function isAlike(one: Message, other: Message): boolean {
  const { t, batch, microBatch, direction } = other;
  return one.t === t && one.batch === batch && one.microBatch === microBatch && one.direction === direction;
}
