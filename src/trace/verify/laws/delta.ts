import type { DeltaEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import type { Part } from "../batch.ts";
import { originText, unlikeSamples, unusable } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { speakerOf } from "../speaker.ts";
import { weightedSums } from "../sums.ts";
import { type Heard, takeUp } from "../take-up.ts";
import { checkTime } from "../time.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- lists of a micro-batch have one number a sample */

/** All error signals are in: δ = σ'(z) · Σ w·δ; at an output the loss's term joins the sum, or δ itself. */
export function checkDelta(audit: Audit, event: DeltaEvent): void {
  const part = partOf(audit, event);
  const slot = part && speakerOf(audit, event, part.backward, mayHearErrors(audit));
  if (part === undefined || slot === undefined) return;
  const { report, round, scope, unchecked } = audit;
  const { samples } = part;
  const { sum, gain, added, delta } = event;
  if (audit.batch?.purpose === "evaluate")
    report(event, "expected no delta in a batch that is only evaluated; got one");

  checkTime(audit, event, part.index + audit.rounds.backward[slot]!);
  const heard = takeUp(audit, audit.backward, part, slot, event);
  const error = errorOf(audit, part, slot, event);
  const sums = sumsOf(audit, part, heard, error);
  if (scope.level !== "synapse") report(event, unlikeSamples("sum", [], sum, samples));
  else if (sums === undefined) {
    unchecked.leave("delta.sum");
    report(event, unusable("sum", samples.length, sum));
  } else report(event, unlikeSamples("sum", sums, sum, samples, () => `Σ w·δ${originText(heard.messages)}`)); // prettier-ignore
  checkGain(audit, part, slot, event);
  if (error === "not recorded") unchecked.leave("delta.added");
  else {
    const expected = audit.loss.enters === "pre-activation" ? (error?.values ?? []) : [];
    report(event, unlikeSamples("added", expected, added, samples));
  }
  const factors = scope.level === "synapse" ? sum : sums;
  if (factors !== undefined) {
    const product = factors.map((factor, s) => round(gain[s]! * factor));
    const expected = added.length === 0 ? product : product.map((each, s) => round(each + added[s]!));
    report(
      event,
      unlikeSamples("delta", expected, delta, samples, () => "gain · sum + added"),
    );
  } else {
    unchecked.leave("delta.delta");
    report(event, unusable("delta", samples.length, delta));
  }
  const own = part.forward.said[slot]?.n;
  checkParents(audit, event, [...heard.messages, error === "not recorded" ? undefined : error?.n, own]);
  part.backward.said[slot] = { n: event.n, values: delta };
  part.backward.spoken++;
}

type Error = { readonly n: number; readonly values: readonly number[] } | undefined;

function mayHearErrors({ header }: Audit): "computing" | "any" {
  return header.options.inputErrors === "receive" ? "any" : "computing";
}

/** What the loss has told an output; of any other neuron, nothing. */
function errorOf(audit: Audit, part: Part, slot: number, event: DeltaEvent): Error | "not recorded" {
  if (audit.wiring.outputOf[slot]! < 0) return undefined;
  const error = part.errors.get(slot);
  if (error !== undefined) return error;
  if (audit.scope.phase("loss")) audit.report(event, "expected the error of the loss to be in; got none");
  return "not recorded";
}

/** The sums that the gain amplifies: from +0, error signals in synapse order, at an output ∂L/∂a last. */
function sumsOf(
  { loss, round }: Audit,
  { samples }: Part,
  { terms }: Heard,
  error: Error | "not recorded",
): readonly number[] | undefined {
  if (terms === undefined) return undefined;
  const sums = weightedSums(round, 0, terms, samples.length);
  if (error === undefined || loss.enters === "pre-activation") return sums;
  return error === "not recorded" ? undefined : sums.map((sum, s) => round(sum + error.values[s]!));
}

/** The gain is what it was on the way forward; of an input it is 1. */
function checkGain(
  { wiring, scope, report, unchecked }: Audit,
  part: Part,
  slot: number,
  event: DeltaEvent,
): void {
  const { samples } = part;
  if (wiring.rowAt[slot]! < 0) {
    const ones = samples.map(() => 1);
    report(
      event,
      unlikeSamples("gain", ones, event.gain, samples, () => "of an input"),
    );
    return;
  }
  const own = part.forward.said[slot];
  if (own?.gain !== undefined) {
    const because = (): string => `of event ${own.n ?? NaN}`;
    report(event, unlikeSamples("gain", own.gain, event.gain, samples, because));
  } else if (scope.phase("forward")) report(event, "expected its activation to be there first; got none");
  else {
    unchecked.leave("delta.gain");
    report(event, unusable("gain", samples.length, event.gain));
  }
}
