import type { Tally } from "../../study/faults/simulate.ts";
import type { Clock } from "../io/clock.ts";
import type { TextOutput } from "../io/command-io.ts";

export interface ProgressLine {
  readonly tell: (tally: Tally) => void;
  readonly clear: () => void;
}

/** One line that says how far many schedules are, a few times a second, on a terminal; nothing elsewhere. */
export function createProgressLine(out: TextOutput | undefined, total: number, clock: Clock): ProgressLine {
  if (out?.isTTY !== true) return { tell: () => undefined, clear: () => undefined };
  const begin = clock.now();
  let last = -Infinity;
  return {
    tell({ schedules, violations }) {
      const now = clock.now();
      if (now - last < 200) return;
      last = now;
      const left = ((now - begin) / 1000) * (total / Math.max(1, schedules) - 1);
      const words = `${grouped(schedules)} of ${grouped(total)} schedules, ${violations} violations, ${timeText(left)} left`;
      out.write(`\r\u001b[K${words.slice(0, Math.max(20, (out.columns ?? 80) - 1))}`);
    },
    clear() {
      out.write("\r\u001b[K");
    },
  };
}

/** 12,345 */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function timeText(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
