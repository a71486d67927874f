import { InputError, type Trace, traceLines } from "../../../src/index.ts";
import { readTrace } from "../../../src/trace/read-trace.ts";
import { verifyTrace } from "../../../src/trace/verify/verify.ts";
import type { Verification } from "../../../src/trace/verify/violation.ts";

/** The lines of a trace's file, without their line feeds. */
export function linesOf(trace: Trace): string[] {
  return Array.from(traceLines(trace), (line) => line.slice(0, -1));
}

/** What comes of verifying a file with these lines; a header that cannot be read is said in the same way. */
export function verify(lines: Iterable<string>): Verification {
  try {
    return verifyTrace(readTrace(lines));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const message = error.problems.map((problem) => problem.message).join("; ");
    return { events: 0, violations: [{ line: 1, n: undefined, message }], unchecked: [] };
  }
}

/** What is wrong with a trace, through its file. */
export function wrongIn(trace: Trace): readonly string[] {
  return verify(traceLines(trace)).violations.map(({ line, message }) => `line ${line}: ${message}`);
}

/** What was taken as it stands, but for what comes from outside. */
export function uncheckedIn(trace: Trace): readonly string[] {
  const { unchecked } = verify(traceLines(trace));
  return unchecked.filter(({ reason }) => reason !== "comes from outside").map(({ field }) => field);
}
