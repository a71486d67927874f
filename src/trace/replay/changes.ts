import type { Change } from "../change.ts";
import type { Direction } from "../../message/message.ts";
import { changesOf, type Fork, type TraceHeader } from "../header.ts";

/** The changes that made this trace what it is. A fork that leaves before an earlier change leaves that change behind. */
export function changesInEffect(header: TraceHeader): Fork[] {
  return changesOf(header).filter(({ at }, i, all) => all.slice(i + 1).every((later) => later.at >= at));
}

type MessageChange = Extract<Change, { kind: "message" }>;

/** The messages of a batch that have been changed by event `n`. */
export function messageChanges(changes: readonly Fork[], n: number, batch: number): MessageChange[] {
  return changes.flatMap(({ at, change }) =>
    at <= n && change.kind === "message" && change.batch === batch ? [change] : [],
  );
}

/** What a neuron said of some samples, after a change. */
export function changedVector(
  values: readonly number[],
  change: MessageChange,
  said: { readonly from: string; readonly direction: Direction; readonly samples: readonly number[] },
): readonly number[] {
  const i = said.samples.indexOf(change.sample);
  const isMeant = change.from === said.from && change.direction === said.direction && i >= 0;
  return isMeant ? values.with(i, change.value) : values;
}
