import type { TextOutput } from "../io/command-io.ts";

/** A line that tells how far a long run has come. */
export interface ProgressBar {
  /** So much more is done. */
  readonly advance: (amount: number) => void;
  /** Leaves no trace of the line; it comes again with what is done next. */
  readonly erase: () => void;
}

/** For those who want none. */
export const noProgressBar: ProgressBar = { advance: () => undefined, erase: () => undefined };

/** Runs that are shorter need no bar; the line changes at most ten times a second. In milliseconds. */
const patience = 1000;
const interval = 100;

/**
 * A progress bar of `total` samples, which begins now. Where there is no terminal, or one without a width, it shows
 * nothing. `now` tells the time in milliseconds.
 */
export function createProgressBar(
  stream: TextOutput,
  environment: Readonly<Record<string, string | undefined>>,
  total: number,
  now: () => number,
): ProgressBar {
  const isShown = stream.isTTY === true && environment["TERM"] !== "dumb";
  const begin = now();
  let done = 0;
  let next = begin + patience;
  let isDrawn = false;
  const erase = (): void => {
    if (isDrawn) stream.write("\r\u001b[K");
    isDrawn = false;
  };
  return {
    advance(amount) {
      done += amount;
      const columns = stream.columns ?? 0;
      const time = now();
      if (!isShown || columns === 0 || time < next) return;
      next = time + interval;
      stream.write(`\r${progressLine(done, total, (time - begin) / 1000, columns)}\u001b[K`);
      isDrawn = true;
    },
    erase,
  };
}

/**
 * `[========>           ]  43 %  12,345 samples/s  1:23 left`, in less than `columns` characters: a terminal of few
 * columns is told only what fits.
 */
export function progressLine(done: number, total: number, seconds: number, columns: number): string {
  const rate = done / seconds;
  const percent = `${Math.floor((100 * done) / total)} %`.padStart(5);
  const words = `${percent}  ${Math.round(rate).toLocaleString("en-US")} samples/s  ${clock((total - done) / rate)} left`;
  const width = Math.min(40, columns - 1 - words.length - "[] ".length);
  if (width < 5) return words.slice(0, Math.max(0, columns - 1));
  const filled = Math.floor((width * done) / total);
  const bar = "=".repeat(filled) + (filled < width ? ">" : "");
  return `[${bar.padEnd(width)}] ${words}`;
}

/** Seconds, rounded up, as 1:23 or 1:02:03. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
