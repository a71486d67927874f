import { readFileSync } from "node:fs";

/** Seconds so far: of CPU time (user and system), and of the clock on the wall. */
export interface Moment {
  readonly cpu: number;
  readonly wall: number;
}

/**
 * Whose CPU time is read: the main thread's where the system tells it (Linux), else that of the whole process, with the
 * threads that collect garbage and compile.
 */
export const cpuClock: "main thread" | "process" =
  mainThreadSeconds() === undefined ? "process" : "main thread";

export function moment(): Moment {
  const { user, system } = process.cpuUsage();
  const cpu = (cpuClock === "main thread" ? mainThreadSeconds() : undefined) ?? (user + system) / 1e6;
  return { cpu, wall: performance.now() / 1000 };
}

/** Only true to the tick of the scheduler, unless the usage of the process has just been asked for. */
function mainThreadSeconds(): number | undefined {
  try {
    const nanoseconds = Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]);
    return nanoseconds > 0 ? nanoseconds / 1e9 : undefined;
  } catch {
    return undefined;
  }
}
