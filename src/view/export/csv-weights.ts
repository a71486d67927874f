import type { EventOf } from "../../trace/event.ts";
import { numberCell } from "./csv-cell.ts";
import { commas, csvRow, rowEnd } from "./csv-row.ts";

const biasRows = {
  gradient: csvRow("neuron", "gradient", "parents", "note"),
  commit: csvRow("neuron", "weightVersion", "bias", "parents", "note"),
};

/**
 * A row for each weight of a gradient or a commit, and one for the bias. A long row of a neuron is as many rows of the
 * table: what they have in common is joined once. `start` is the cells up to `row`.
 */
export function weightRows(
  event: EventOf<"gradient"> | EventOf<"commit">,
  start: string,
  name: (text: string) => string,
): string {
  const { from, weights } = event;
  const [neuron, bias, parents] = [name(event.neuron), numberCell(event.bias), event.parents.join(" ")];
  const first = `${start}${commas("row", "neuron")}${neuron}${commas("neuron", "from")}`;
  const toWeight = commas("from", event.kind === "gradient" ? "gradient" : "weight");
  const afterWeight =
    event.kind === "gradient"
      ? commas("gradient", "parents")
      : `,${event.weightVersion}${commas("weightVersion", "parents")}`;
  const rest = `${afterWeight}${parents}${rowEnd("parents")}`;
  let text = "";
  for (let i = 0; i < weights.length; i++) {
    text += first + name(from[i] ?? "") + toWeight + numberCell(weights[i]) + rest;
  }
  return (
    text +
    (event.kind === "gradient"
      ? biasRows.gradient(start, [neuron, bias, parents, "bias"])
      : biasRows.commit(start, [neuron, `${event.weightVersion}`, bias, parents, "bias"]))
  );
}
