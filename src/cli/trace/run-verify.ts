import { readTraceFile } from "../../files/trace-file.ts";
import type { Reason, Unchecked } from "../../trace/verify/unchecked.ts";
import { verifyTrace } from "../../trace/verify/verify.ts";
import type { CommandIo } from "../io/command-io.ts";
import { jsonChunks, writeChunks } from "../io/json-stream.ts";
import { VerificationFailed } from "../io/verification-failed.ts";

const reasons: readonly (readonly [Reason, string])[] = [
  ["comes from outside", "taken as given"],
  ["what it follows from is not recorded", "not checked, as what it follows from is not recorded"],
  ["given up", "not checked, as the run went on without it"],
];

/**
 * What `trace verify` does.
 * @throws VerificationFailed, once everything is said
 */
export async function runVerify(
  path: string,
  options: { readonly json?: true },
  { stdout }: CommandIo,
): Promise<void> {
  const { events, violations, unchecked } = verifyTrace(readTraceFile(path));
  if (options.json) {
    const list = violations.map(({ line, n, message }) => ({ line, n, message }));
    await writeChunks(stdout, [
      ...jsonChunks({ events, violations: list, unchecked: unchecked.map((entry) => ({ ...entry })) }),
      "\n",
    ]);
  } else {
    const wrong = violations.map(({ line, message }) => `line ${line}: ${message}\n`);
    const verdict =
      violations.length === 0
        ? `${path}: ${events} events, ${holding(unchecked)}\n`
        : `${path}: ${events} events, and what is wrong, the first first:\n`;
    await writeChunks(stdout, [verdict, ...wrong, ...leftOut(unchecked)]);
  }
  if (violations.length > 0) throw new VerificationFailed();
}

function holding(unchecked: readonly Unchecked[]): string {
  return unchecked.every(({ reason }) => reason === "comes from outside")
    ? "each derived again from its parents: all hold"
    : "derived again from their parents as far as those are recorded: all that can be checked hold";
}

/** A line a reason: the fields that it holds for, and in how many events. */
function leftOut(unchecked: readonly Unchecked[]): string[] {
  return reasons.flatMap(([reason, words]) => {
    const fields = unchecked.filter((entry) => entry.reason === reason);
    const list = fields.map(({ field, events }) => `${field} (${events})`);
    return list.length === 0 ? [] : [`${words}: ${list.join(", ")}\n`];
  });
}
