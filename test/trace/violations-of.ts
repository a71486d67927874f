import { type Trace, traceLines } from "../../src/index.ts";
import { readTrace } from "../../src/trace/read-trace.ts";
import { verifyTrace } from "../../src/trace/verify/verify.ts";

/** What is wrong with a trace, as it would be read from its file. */
export function violationsOf(trace: Trace): readonly string[] {
  const lines = Array.from(traceLines(trace), (line) => line.slice(0, -1));
  return verifyTrace(readTrace(lines)).violations.map(({ message }) => message);
}
