import type { ErrorEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { unlikeSamples, unlikeWord, unusable } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { checkTime } from "../time.ts";
import { nameText } from "../violation.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot and every output has its place */

/** Here the stream turns round: each output is told its derivative, once. */
export function checkError(audit: Audit, event: ErrorEvent): void {
  const part = partOf(audit, event);
  if (part === undefined) return;
  const { wiring, report } = audit;
  const slot = wiring.slotOf.get(event.to);
  const output = slot === undefined ? -1 : wiring.outputOf[slot]!;
  if (slot === undefined || output < 0) {
    report(event, `to: expected an output; got ${nameText(event.to)}`);
    return;
  }
  const before = part.errors.get(slot);
  if (before !== undefined) {
    report(event, `expected it once in a micro-batch; got a second time, after event ${before.n}`);
    return;
  }
  checkTime(audit, event, part.index + audit.rounds.loss);
  report(event, unlikeWord("enters", audit.loss.enters, event.enters));
  const { loss, samples } = part;
  if (loss === undefined) report(event, "expected the loss to be there first; got none");
  else report(event, unlikeSamples("targets", loss.event.targets[output]!, event.targets, samples, () => `of event ${loss.event.n}`)); // prettier-ignore
  const expected = loss?.errors?.[output];
  if (expected !== undefined) {
    const because = (): string => `${wiring.model.loss}, derived by its ${event.enters}`;
    report(event, unlikeSamples("values", expected, event.values, samples, because));
  } else {
    audit.unchecked.leave("error.values");
    report(event, unusable("values", samples.length, event.values));
  }
  checkParents(audit, event, [loss?.event.n]);
  part.errors.set(slot, { n: event.n, values: event.values });
}
