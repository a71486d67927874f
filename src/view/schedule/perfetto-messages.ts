import type { Action } from "../../schedule/action.ts";
import { type Milestone, milestoneIndex, needsOf, phasesOf } from "../../schedule/phases.ts";
import type { Slot } from "../../schedule/timetable.ts";
import { micro } from "../export/perfetto-arrows.ts";
import type { PerfettoWords } from "../export/perfetto-words.ts";
import type { Chart } from "./chart.ts";
import { type Entry, type Lanes, nanoseconds } from "./perfetto-lanes.ts";

/** Each from the middle of the sender's slice to the middle of the receiver's; a task that takes no time has none. */
export function* messageArrows(
  { timetable }: Chart,
  lanes: Lanes,
  words: Pick<PerfettoWords, "activation" | "errorSignal">,
): Generator<Entry> {
  const senders = new Map<number, { readonly rank: number; readonly slot: Slot }>();
  for (const [rank, slots] of timetable.ranks.entries()) {
    for (const slot of slots) {
      for (const phase of phasesOf(slot.action.kind)) {
        senders.set(milestoneIndex({ ...slot.action, phase }, timetable), { rank, slot });
      }
    }
  }
  let id = 0;
  for (const [rank, slots] of timetable.ranks.entries()) {
    for (const slot of slots) {
      const need = messageOf(slot.action, timetable.stages);
      const sender = need && senders.get(milestoneIndex(need, timetable));
      if (sender === undefined || lengthOf(slot) < 1 || lengthOf(sender.slot) < 1) continue;
      const isForward = slot.action.kind === "F";
      const flow = {
        cat: isForward ? "forward" : "backward",
        name: isForward ? words.activation : words.errorSignal,
        id: ++id,
      };
      const from = lanes.stage(sender.rank, sender.slot.action.stage);
      yield { ph: "s", ...flow, ...from, ts: middle(sender.slot) };
      yield { ph: "f", bp: "e", ...flow, ...lanes.stage(rank, slot.action.stage), ts: middle(slot) };
    }
  }
}

/** What an action needs of another stage. */
function messageOf(action: Action, stages: number): Milestone | undefined {
  return needsOf(action, stages).find(({ stage }) => stage !== action.stage);
}

/** Of its slice, in nanoseconds. */
function lengthOf({ start, end }: Slot): number {
  return nanoseconds(end) - nanoseconds(start);
}

function middle(slot: Slot): number {
  return Number(micro(nanoseconds(slot.start) + Math.floor(lengthOf(slot) / 2)));
}
