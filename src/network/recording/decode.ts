import type { Deriver } from "../watching/derive-events.ts";
import { listOf, vectorIn } from "./blocks.ts";
import type { BlockEntry } from "./entry.ts";
import type { RememberedGroup, RememberedNetwork } from "./remembered-network.ts";
import type { Segment } from "./segment.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- a log names groups and slots of the network that it is of */

/** Tells a deriver once more what was said in a segment, message by message, as the neurons themselves would have told it. */
export function decode({ entries, numbers }: Segment, network: RememberedNetwork, deriver: Deriver): void {
  for (const entry of entries) {
    network.now = entry.now;
    switch (entry.kind) {
      case "run":
        if (entry.message.kind === "change") network.change(entry.message.change);
        deriver.run(entry.message);
        break;
      case "weights":
        network.recall(numbers, entry.at);
        break;
      case "loss":
        deriver.loss(entry.message);
        break;
      case "block": {
        const group = network.groups[entry.group]!;
        group.has(numbers, entry);
        if (entry.task === "gradient" || entry.task === "commit") decodeRows(entry, group, network, deriver);
        else decodeVectors(entry, entry.task, group, deriver);
      }
    }
  }
}

function decodeVectors(
  entry: BlockEntry,
  task: "forward" | "backward",
  { shared, numbers }: RememberedGroup,
  deriver: Deriver,
): void {
  const { part, batch, weightVersion } = entry;
  const place = { batch, microBatch: part.index, firstSample: part.first, weightVersion };
  for (let member = entry.from; member < entry.to; member++) {
    const seat = deriver.seats[shared.firstSlot + member]!;
    const values = (name: "a" | "delta"): number[] => vectorIn(numbers, entry, shared.role, name, member);
    if (task === "forward")
      deriver.forward(seat, { kind: "activation", from: seat.id, ...place, values: values("a") });
    else deriver.backward(seat, { kind: "error-signal", from: seat.id, ...place, values: values("delta") });
  }
}

function decodeRows(
  { task, from, to, at, batch, weightVersion }: BlockEntry,
  { shared, numbers }: RememberedGroup,
  network: RememberedNetwork,
  deriver: Deriver,
): void {
  const { firstSlot, rows, rowLength } = shared;
  const kind = task === "commit" ? "commit" : "gradient";
  if (kind === "commit")
    network.commit(rows + from * rowLength, numbers.subarray(at, at + (to - from) * rowLength));
  for (let member = from; member < to; member++) {
    const seat = deriver.seats[firstSlot + member]!;
    const row = at + (member - from) * rowLength;
    const weights = listOf(numbers, row, rowLength - 1);
    const bias = numbers[row + rowLength - 1]!;
    deriver.row(seat, { kind, from: seat.id, batch, weights, bias, weightVersion });
  }
}
