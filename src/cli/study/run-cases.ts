import { Worker } from "node:worker_threads";
import { RunError } from "../../message/run-error.ts";
import type { StudyCase } from "../../study/sweep/axes.ts";
import type { CaseResult } from "../../study/sweep/case-result.ts";
import { runCase } from "../../study/sweep/run-case.ts";
import type { Clock } from "../io/clock.ts";
import { pauseEvery } from "../io/stop-signals.ts";
import { cachedSamples } from "./cached-samples.ts";
import type { CaseAnswer, CaseOrder } from "../serve-cases.ts";

/** How cases are to be run. */
export interface CaseRun {
  readonly cases: readonly StudyCase[];
  /** Threads, this one among them. */
  readonly jobs: number;
  /** Told of each case once it is done, in any order. What it throws ends the run. */
  readonly done: (finished: StudyCase, result: CaseResult) => void;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Milliseconds before further threads begin: to start one takes a second, in which many cases may be over. */
  readonly patience?: number | undefined;
}

/** Messages of other threads wait no longer than this while a case is run here. In milliseconds. */
const turnEvery = 20;

/**
 * Runs cases on several threads: this one, and others that join in after a while, if there is something left to do. Which thread
 * runs which case changes no result.
 * @throws the signal's reason once it is aborted; whatever `done` throws; RunError for a thread that is no more
 */
export async function runCases({ cases, jobs, done, signal, clock, patience = 700 }: CaseRun): Promise<void> {
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const queue = [...cases];
  const lane = async (run: (next: StudyCase) => Promise<CaseResult>): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const result = await run(next);
      stop.throwIfAborted();
      done(next, result);
    }
  };
  const begin = clock.now();
  const helpers: Promise<void>[] = [];
  const invite = (): void => {
    if (helpers.length > 0 || queue.length === 0 || clock.now() - begin < patience) return;
    const count = Math.min(jobs - 1, queue.length);
    // One that fails ends all others.
    for (let i = 0; i < count; i++)
      helpers.push(onThread(lane, stop).catch((error: unknown) => over.abort(error)));
  };
  try {
    await lane(runHere(stop, clock, invite));
    await Promise.all(helpers);
    stop.throwIfAborted();
  } finally {
    over.abort(new RunError("the study has ended"));
    await Promise.all(helpers);
  }
}

/** @param now called often while cases are run */
function runHere(
  signal: AbortSignal,
  clock: Clock,
  now: () => void,
): (next: StudyCase) => Promise<CaseResult> {
  const turn = pauseEvery(turnEvery, clock);
  const pause = (): Promise<void> | undefined => {
    now();
    return turn()?.then(() => signal.throwIfAborted());
  };
  const world = { samples: cachedSamples(), pause };
  return async ({ definition, seed }) => {
    await pause();
    return runCase(definition, seed, world);
  };
}

/** A thread for as long as there is something to do. */
async function onThread(
  lane: (run: (next: StudyCase) => Promise<CaseResult>) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL("./worker.js", import.meta.url));
  try {
    await lane((next) => ask(worker, next, signal));
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, { definition, seed }: StudyCase, signal: AbortSignal): Promise<CaseResult> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => settle(() => reject(error instanceof Error ? error : new Error(String(error)))); // prettier-ignore
    const abort = (): void => fail(signal.reason);
    const exit = (): void => fail(new RunError("a thread has ended before its case"));
    const answer = (message: CaseAnswer): void => {
      if ("result" in message) settle(() => resolve(message.result));
      else fail(new Error(message.defect));
    };
    const settle = (act: () => void): void => {
      worker.off("message", answer).off("error", fail).off("exit", exit);
      signal.removeEventListener("abort", abort);
      act();
    };
    worker.on("message", answer).on("error", fail).on("exit", exit);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
    else worker.postMessage({ definition, seed } satisfies CaseOrder);
  });
}
