import type { EventOf } from "../../trace/event.ts";
import { numberCell, numbersCell } from "./csv-cell.ts";
import { commas, rowEnd } from "./csv-row.ts";
import { areSame, lastSaid } from "./last-said.ts";

type Message = EventOf<"deliver">;

const [toDirection, toFrom] = [commas("row", "direction"), commas("direction", "from")];
const [toProduct, toParents] = [commas("weightVersion", "product"), commas("product", "parents")];
const end = rowEnd("parents");

/**
 * Writes the rows of messages, which nearly all rows of a table are: what the messages that a receiver takes up at once
 * have in common, the cells from `t` to `direction` and `to`, is joined once, and each row is a few long pieces.
 */
export function createMessageRows(name: (text: string) => string) {
  const said = lastSaid((from, values) => ({ from: `${name(from)},`, values: values.map(numberCell) }));
  let before: Message | undefined;
  /** By place of the sample. */
  let starts: readonly string[] = [];
  let to = "";
  const takeReceiver = (event: Message, rowOf: readonly number[] | undefined): void => {
    before = event;
    const { t, batch, microBatch, direction } = event;
    to = `${name(event.to)},`;
    starts = event.samples.map((sample) => {
      const row = numberCell(rowOf?.[sample]);
      return `,${t},deliver,${batch},${microBatch},${sample},${row}${toDirection}${direction}${toFrom}`;
    });
  };
  return (event: Message, rowOf: readonly number[] | undefined): string => {
    if (before === undefined || !isTakenUpWith(event, before)) takeReceiver(event, rowOf);
    const { n, from, values, weight, weightVersion, parents } = event;
    const sender = said(from, values);
    const weightCells = `,${numberCell(weight)},${weightVersion}${toProduct}`;
    const rest = `${toParents}${numbersCell(parents)}${end}`;
    let text = "";
    for (let i = 0; i < starts.length; i++) {
      const product = numberCell(weight * (values[i] ?? NaN));
      text += `${n}${starts[i] ?? ""}${sender.from}${to}${sender.values[i] ?? ""}${weightCells}${product}${rest}`;
    }
    return text;
  };
}

function isTakenUpWith(one: Message, other: Message): boolean {
  const { t, to, batch, microBatch, direction, samples } = other;
  return (
    one.t === t &&
    one.to === to &&
    one.batch === batch &&
    one.microBatch === microBatch &&
    one.direction === direction &&
    areSame(one.samples, samples)
  );
}
