import type { Markup } from "../svg/element.ts";
import { text } from "../svg/element.ts";
import { animateVisible } from "./animate.ts";
import type { FlowFrame } from "./flow-frames.ts";
import type { Interval, Timeline } from "./timeline.ts";

/** What a slot says from a time on. */
interface Said {
  readonly text: string | undefined;
  readonly from: number;
}

/** What every slot says from the beginning to the end, as the picture follows one micro-batch after another. */
export function slotHistories(
  frames: readonly FlowFrame[],
  { moments }: Timeline,
): ReadonlyMap<string, readonly Said[]> {
  const histories = new Map<string, Said[]>();
  const tracks = new Map<number, Map<string, string>>();
  let shown: ReadonlyMap<string, string> = new Map();
  frames.forEach(({ changes, shown: { microBatch } }, i) => {
    const track = tracks.get(microBatch) ?? new Map<string, string>();
    tracks.set(microBatch, track);
    const { start = 0, arrive = 0 } = i === 0 ? {} : (moments[i] ?? {});
    if (track !== shown) {
      // Another sample comes into sight as it was; then follows what is new.
      const slots = new Set([...histories.keys(), ...track.keys()]);
      for (const slot of slots) note(histories, slot, track.get(slot), start);
    }
    shown = track;
    for (const [slot, said] of changes) {
      if (said === undefined) track.delete(slot);
      else track.set(slot, said);
      note(histories, slot, said, arrive);
    }
  });
  return histories;
}

function note(histories: Map<string, Said[]>, slot: string, said: string | undefined, from: number): void {
  const history = histories.get(slot);
  if (history === undefined) {
    const begin = from > 0 ? [{ text: undefined, from: 0 }] : [];
    if (said !== undefined) histories.set(slot, [...begin, { text: said, from }]);
  } else if (history.at(-1)?.text !== said) {
    history.push({ text: said, from });
  }
}

/** Every changing text of a scene: `<text … data-slot="KEY" …>·</text>`; none of the attributes holds a bare `>`. */
const slotPattern = /<text((?:[^>]*)) data-slot="([^"]*)"([^>]*)>([^<]*)<\/text>/g;

/**
 * The scene with a copy of each changing text for everything that it says, each seen in its time alone. The last one is
 * what is seen where nothing moves.
 */
export function animateSlots(
  scene: Markup,
  histories: ReadonlyMap<string, readonly Said[]>,
  total: number,
): Markup {
  return scene.replace(slotPattern, (whole, before: string, slot: string, after: string, empty: string) => {
    const history = histories.get(slot);
    if (history === undefined) return whole;
    const copies = new Map<string, Interval[]>();
    history.forEach(({ text: said, from }, i) => {
      const content = said === undefined ? empty : text(said);
      const times = copies.get(content) ?? [];
      copies.set(content, times);
      times.push([from, history[i + 1]?.from ?? total]);
    });
    const last = history.at(-1)?.text;
    return [...copies]
      .map(([content, times]) => {
        const isLast = content === (last === undefined ? empty : text(last));
        const start = `<text${before} data-slot="${slot}"${after}${isLast ? "" : ' visibility="hidden"'}>`;
        return `${start}${content}${animateVisible(times, total)}</text>`;
      })
      .join("");
  });
}
