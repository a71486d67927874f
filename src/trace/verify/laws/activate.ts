import type { ActivateEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { originText, unlike, unlikeSamples, unusable } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { rowOf, setParameter } from "../rows.ts";
import { metCommit, metRow } from "../stages/staged-row.ts";
import { speakerOf } from "../speaker.ts";
import { weightedSums } from "../sums.ts";
import { takeUp } from "../take-up.ts";
import { checkTime } from "../time.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- a neuron that computes has its function and row */

/** All activations are in: z = b + Σ w·a, a = σ(z), and the gain σ'(z). Each follows from the recorded one before. */
export function checkActivate(audit: Audit, event: ActivateEvent): void {
  const part = partOf(audit, event);
  const slot = part && speakerOf(audit, event, part.forward, "computing");
  if (part === undefined || slot === undefined) return;
  const { wiring, round, report } = audit;
  const { samples } = part;
  const { bias, z, a, gain } = event;
  const { value, derivative } = wiring.functionOf[slot]!;
  checkTime(audit, event, part.index + audit.rounds.forward[slot]!);

  const heard = takeUp(audit, audit.forward, part, slot, event);
  const commit = checkBias(audit, slot, event);
  if (heard.terms === undefined) {
    audit.unchecked.leave("activate.z");
    report(event, unusable("z", samples.length, z));
  } else {
    const sums = weightedSums(round, bias, heard.terms, samples.length);
    report(
      event,
      unlikeSamples("z", sums, z, samples, () => `${bias} + Σ w·a${originText(heard.messages)}`),
    );
  }
  report(
    event,
    unlikeSamples(
      "a",
      z.map((each) => round(value(each))),
      a,
      samples,
      () => "σ(z)",
    ),
  );
  report(event, unlikeSamples("gain", z.map((each, s) => round(derivative(each, a[s]!))), gain, samples, () => "σ'(z)")); // prettier-ignore
  checkParents(audit, event, [...heard.messages, commit]);
  part.forward.said[slot] = { n: event.n, values: a, z, gain };
  part.forward.spoken++;
}

/** The bias as the row has it, in the version that a stage reads. Returns the commit that made it. */
function checkBias(audit: Audit, slot: number, event: ActivateEvent): number | undefined {
  const { wiring, rows, report, unchecked, stages } = audit;
  const { from, bias: at } = rowOf(wiring, slot);
  if (stages !== undefined) {
    const known = metRow(stages, "forward", slot, event)?.numbers[at - from];
    if (known === undefined) unchecked.leave("activate.bias");
    else report(event, unlike("bias", known, event.bias));
    return metCommit(stages, "forward", slot, event);
  }
  if (Number.isNaN(rows.parameters[at])) {
    unchecked.leave("activate.bias");
    setParameter(rows, wiring, at, event.bias);
  } else report(event, unlike("bias", rows.parameters[at]!, event.bias));
  return rows.commit[slot];
}
