import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseJsonText } from "../../data/json-text.ts";
import { readText } from "../../files/read-file.ts";
import { RunError } from "../../message/run-error.ts";
import { readFailure } from "../../study/faults/failure-file.ts";
import type { Case } from "../../study/faults/random-case.ts";
import { runSchedule } from "../../study/faults/run-schedule.ts";
import type { Failure } from "../../study/faults/failure.ts";
import { newTally, simulate, sumOf, type Tally } from "../../study/faults/simulate.ts";
import { systemClock } from "../io/clock.ts";
import { pauseEvery } from "../io/stop-signals.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { readTally, type TallyDocument } from "./simulation-report.ts";

/** What many schedules have come to, and the first that broke a law. */
export interface Simulated {
  readonly tally: Tally;
  readonly failure: Failure | undefined;
}

export interface Work {
  readonly options: SimulateOptions;
  /** What is run; small random cases if it is undefined. */
  readonly tried: Case | undefined;
  /** The words that say so to another process. */
  readonly words: readonly string[];
  readonly tell: (tally: Tally) => void;
  readonly signal: AbortSignal;
}

/** A process takes a fifth of a second to begin; so many schedules take longer. */
const leastPerProcess = 500;

/** Runs the schedules of all seeds, in as many processes as are asked for. */
export async function runAll(work: Work): Promise<Simulated> {
  const { seeds, processes = availableParallelism() } = work.options;
  return processes === 1 || seeds <= leastPerProcess ? runHere(work) : runInProcesses(work, processes);
}

async function runHere({ options, tried, tell, signal }: Work): Promise<Simulated> {
  const { from, seeds, latency, faults } = options;
  const run = simulate({ from, to: from + seeds, latency, faults, tried });
  const pause = pauseEvery(100, systemClock);
  let tally = newTally();
  for (;;) {
    const step = run.next();
    if (step.done === true) return { tally, failure: step.value };
    tally = step.value;
    tell(tally);
    await pause();
    signal.throwIfAborted();
  }
}

/** Hands the seeds out in blocks; a process runs one and says what came of it. */
async function runInProcesses(work: Work, processes: number): Promise<Simulated> {
  const { seeds, from } = work.options;
  const size = Math.max(leastPerProcess, Math.ceil(seeds / (processes * 50)));
  const end = from + seeds;
  let next = from;
  let tally = newTally();
  let failure: Failure | undefined;
  const worker = async (): Promise<void> => {
    while (next < end && failure === undefined) {
      const first = next;
      next = Math.min(end, first + size);
      const result = await runBlock(work, first, next - first);
      tally = sumOf(tally, readTally(result));
      work.tell(tally);
      if (result.failure?.file !== undefined) failure ??= failureOf(result.failure.file);
    }
  };
  await Promise.all(Array.from({ length: processes }, worker));
  return { tally, failure };
}

function runBlock({ words, signal }: Work, from: number, seeds: number): Promise<TallyDocument> {
  const program = fileURLToPath(new URL("../counterflow.js", import.meta.url));
  const block = ["--from", String(from), "--seeds", String(seeds), "--processes", "1", "--json"];
  const child = spawn(process.execPath, [program, "simulate", ...words, ...block], {
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  return new Promise((resolve, reject) => {
    const texts = { out: "", error: "" };
    child.stdout.on("data", (text: Buffer) => (texts.out += text.toString()));
    child.stderr.on("data", (text: Buffer) => (texts.error += text.toString()));
    child.on("error", () => reject(signal.reason instanceof Error ? signal.reason : new RunError("stopped")));
    child.on("close", (code) => {
      if (code === 0 || code === 5) resolve(JSON.parse(texts.out) as TallyDocument);
      else reject(new RunError(`the seeds from ${from} on: expected to be run; got ${texts.error.trim()}`));
    });
  });
}

function failureOf(path: string): Failure {
  const { tried, schedule } = readFailure(parseJsonText(readText(path)));
  const faults = Array.isArray(schedule.faults) ? schedule.faults : [];
  return { tried, schedule: { ...schedule, faults }, outcome: runSchedule(tried, schedule) };
}
