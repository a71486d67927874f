import { CommanderError } from "commander";
import { InputError } from "../../message/input-error.ts";
import { RunError } from "../../message/run-error.ts";
import { NobodyReads, StoppedBySignal } from "./stopped.ts";
import { VerificationFailed } from "./verification-failed.ts";

/** Exit codes of every command. */
export const exitCodes = {
  done: 0,
  usage: 2,
  input: 3,
  run: 4,
  verification: 5,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

/**
 * Says on stderr what went wrong, one sentence a problem, and returns the exit code. Wrong options have been named
 * by the parser already; whoever has stopped the program, or reads it no longer, knows.
 */
export function reportFailure(error: unknown): number {
  const { code, text } = describeFailure(error);
  if (text !== undefined) process.stderr.write(`${text}\n`);
  return code;
}

/** What reportFailure says and returns. */
export function describeFailure(error: unknown): {
  readonly code: number;
  readonly text: string | undefined;
} {
  if (error instanceof NobodyReads) return { code: exitCodes.done, text: undefined };
  if (error instanceof VerificationFailed) return { code: exitCodes.verification, text: undefined };
  if (error instanceof StoppedBySignal) return { code: exitCodes[error.signal], text: undefined };
  if (error instanceof CommanderError) {
    return { code: error.exitCode === 0 ? exitCodes.done : exitCodes.usage, text: undefined };
  }
  if (error instanceof InputError) return { code: exitCodes.input, text: error.message };
  if (error instanceof RunError) return { code: exitCodes.run, text: error.message };
  // A range error that says what was expected is ours, of an option's value; another one is a defect like any.
  if (error instanceof RangeError && error.message.includes(": expected ")) {
    return { code: exitCodes.usage, text: error.message };
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: exitCodes.run, text: `unexpected failure, please report it: ${trace}` };
}
