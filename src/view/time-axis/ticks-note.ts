import type { Language } from "../language.ts";
import { formatNumber, grouped } from "../number-text.ts";
import type { Ticks } from "./ticks.ts";

/** Which times a picture shows, where it does not show all: "ticks 0 to 39 of 1,204". */
export function ticksNote({ times, total }: Ticks, language: Language): string | undefined {
  if (times.length === total) return undefined;
  const [first = "", last = ""] = [times[0] ?? 0, times.at(-1) ?? 0].map((t) => formatNumber(t, 7));
  // Times of a simulated world lie anywhere: they are counted, not numbered.
  if (!times.every(Number.isInteger)) {
    return language === "en"
      ? `ticks ${first} to ${last}, ${grouped(times.length)} of ${grouped(total)} times`
      : `时刻 ${first} 至 ${last}，${grouped(total)} 个时刻中的 ${grouped(times.length)} 个`;
  }
  return language === "en"
    ? `ticks ${first} to ${last} of ${grouped(total)}`
    : `时刻 ${first} 至 ${last}，共 ${grouped(total)} 个时刻`;
}
