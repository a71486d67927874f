import { InputError } from "../../message/input-error.ts";
import { checksum } from "../checksum.ts";
import type { TraceReader } from "../read-trace.ts";
import { openAudit } from "./audit.ts";
import { applyChange, changesIn } from "./changes.ts";
import { checkHeader } from "./check-header.ts";
import { checkEvent } from "./laws/check-event.ts";
import { createSequence } from "./sequence.ts";
import { headingOf, mostViolations, type Report, type Verification, type Violation } from "./violation.ts";

/**
 * Derives every value of a trace again from the events that it comes from and from the network of the header, bit for
 * bit, and checks the laws that a run keeps. Events are read once; memory holds the network's parameters, one batch, and
 * of a shuffled run the rows of an epoch, however long the trace. After a wrong value it goes on from what is recorded,
 * so that an error is named where it is. What nothing in the trace tells is counted, never passed over.
 *
 * With the actors that made the numbers it shares the functions of math (σ and σ', losses, optimizers, clipping, learning
 * rates, the random numbers of a shuffle) and the reading of a network's file (model); with the recorder what a selection
 * is (select). Sums, their order, wiring, versions, rounds, batches and commits are written down here once more.
 */
export function verifyTrace({ header, firstLine, events }: TraceReader): Verification {
  const violations: Violation[] = [];
  let line = 1;
  const add = (n: number | undefined, message: string): void => {
    if (violations.length < mostViolations) violations.push({ line, n, message });
  };
  const report: Report = (event, problem) => {
    if (problem !== undefined) add(event.n, `${headingOf(event)}: ${problem}`);
  };

  const { wiring, problems } = checkHeader(header);
  for (const problem of problems) add(undefined, `header: ${problem}`);
  if (wiring === undefined || problems.length > 0) return { events: 0, violations, unchecked: [] };

  const audit = openAudit(header, wiring, report);
  const sequence = createSequence(audit);
  const changes = changesIn(header);
  let due = changes.shift();
  const sum = checksum(firstLine);
  let read = 0;
  try {
    for (const event of events) {
      line++;
      read++;
      if (violations.length >= mostViolations) continue;
      // A change takes effect right after its event, which may be left out.
      while (due !== undefined && due.at < event.n) {
        applyChange(audit, due.change);
        due = changes.shift();
      }
      if (sequence.enter(event)) checkEvent(audit, event, sum);
      audit.numbers.enter(event.n);
    }
    line++;
    if (!sequence.hasEnded()) add(undefined, "expected more events, and an end; got the end of the file");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    line++;
    for (const { message } of error.problems) add(undefined, message);
  }
  return { events: read, violations, unchecked: audit.unchecked.list() };
}
