import { grouped } from "../../view/number-text.ts";
import type { Clock } from "../io/clock.ts";
import type { TextOutput } from "../io/command-io.ts";

export interface ProgressLine {
  /** One more case is done. */
  readonly advance: () => void;
  readonly clear: () => void;
}

/** In milliseconds. */
const interval = 200;

/** One line that says how far a study is, a few times a second, on a terminal; nothing elsewhere. */
export function createProgressLine(
  out: TextOutput | undefined,
  { total, before }: { readonly total: number; readonly before: number },
  clock: Clock,
): ProgressLine {
  if (out?.isTTY !== true) return { advance: () => undefined, clear: () => undefined };
  const begin = clock.now();
  let done = before;
  let last = -Infinity;
  return {
    advance() {
      done++;
      const now = clock.now();
      if (now - last < interval) return;
      last = now;
      const line = progressText({ total, before, done }, (now - begin) / 1000);
      out.write(`\r\u001b[K${line.slice(0, Math.max(20, (out.columns ?? 80) - 1))}`);
    },
    clear() {
      out.write("\r\u001b[K");
    },
  };
}

/** `40 of 280 cases, 1:12 left`; those that were done before this run say nothing of how long one takes. */
export function progressText(
  { total, before, done }: { readonly total: number; readonly before: number; readonly done: number },
  seconds: number,
): string {
  const left = (seconds * (total - done)) / Math.max(1, done - before);
  return `${grouped(done)} of ${grouped(total)} cases, ${timeText(Math.ceil(left))} left`;
}

/** Seconds as 1:23 or 1:02:03. */
function timeText(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
