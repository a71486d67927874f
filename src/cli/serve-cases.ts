import { parentPort } from "node:worker_threads";
import type { CaseDefinition } from "../study/sweep/case-schema.ts";
import type { CaseResult } from "../study/sweep/case-result.ts";
import { runCase } from "../study/sweep/run-case.ts";
import { cachedSamples } from "./study/cached-samples.ts";

/** A case that a thread is to run. */
export interface CaseOrder {
  readonly definition: CaseDefinition;
  readonly seed: number;
}

/** What has come of it. */
export type CaseAnswer = { readonly result: CaseResult } | { readonly defect: string };

/** Runs what this thread is sent, one case after another, and sends back what comes of it. */
export function serveCases(): void {
  const world = { samples: cachedSamples() };
  parentPort?.on("message", ({ definition, seed }: CaseOrder) => {
    const answer = (message: CaseAnswer): void => parentPort?.postMessage(message);
    runCase(definition, seed, world).then(
      (result) => answer({ result }),
      (error: unknown) =>
        answer({ defect: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
