import { config } from "rxjs";

/**
 * What a subscriber of a neuron's stream throws is told on stderr, and the run goes on. RxJS would throw it from a
 * timer otherwise, which ends a process in the middle of its run.
 */
export function reportTapErrors(stderr: { readonly write: (text: string) => unknown }): void {
  config.onUnhandledError = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    stderr.write(`a tap threw; the run goes on without it: ${reason}\n`);
  };
}
