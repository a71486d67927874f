import type { LossEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import type { Part } from "../batch.ts";
import { unlikeList, unlikeSamples, unusable } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { checkTime } from "../time.ts";
import { nameText } from "../violation.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- lists have one entry an output, and one number a sample */

/** The loss has heard all outputs, once in a micro-batch; what it has to tell them is worked out along with it. */
export function checkLoss(audit: Audit, event: LossEvent): void {
  const part = partOf(audit, event);
  if (part === undefined) return;
  const { wiring, report } = audit;
  if (part.loss !== undefined) {
    report(event, `expected it once in a micro-batch; got a second time, after event ${part.loss.event.n}`);
    return;
  }
  if (audit.batch?.purpose === "evaluate")
    report(event, "expected no loss in a batch that is only evaluated; got one");
  const outputs = Array.from(wiring.model.outputs, (slot) => wiring.idOf[slot]!);
  report(event, unlikeList("outputs", outputs, event.outputs));
  if (event.targets.length !== outputs.length) {
    report(event, `targets: expected one list an output, ${outputs.length}; got ${event.targets.length}`);
    return;
  }
  const { length } = part.samples;
  checkTime(audit, event, part.index + audit.rounds.loss);
  audit.unchecked.leave("loss.targets", "comes from outside");
  event.targets.forEach((targets, k) => report(event, unusable(`targets[${k}]`, length, targets)));
  const derived = evaluate(audit, part, event);
  if (derived !== undefined) {
    const because = (): string => `${wiring.model.loss} of the outputs and targets`;
    report(event, unlikeSamples("losses", derived.losses, event.losses, part.samples, because));
  } else {
    audit.unchecked.leave("loss.losses");
    report(event, unusable("losses", length, event.losses));
  }
  checkParents(
    audit,
    event,
    Array.from(wiring.model.outputs, (slot) => part.forward.said[slot]?.n),
  );
  part.loss = { event, errors: derived?.errors };
}

/** Losses by sample and derivatives by output and sample; undefined where an output's z and a are not recorded. */
function evaluate(
  audit: Audit,
  part: Part,
  event: LossEvent,
): { losses: number[]; errors: number[][] } | undefined {
  const { wiring, scope, round, report, loss } = audit;
  const outputs = Array.from(wiring.model.outputs);
  const missing = outputs.find((slot) => part.forward.said[slot]?.z === undefined);
  if (missing !== undefined) {
    const id = wiring.idOf[missing]!;
    const isExpected = scope.hasNeurons && scope.phase("forward") && scope.neuron(id);
    if (isExpected) report(event, `expected the activation of ${nameText(id)} to be there first; got none`);
    return undefined;
  }
  const said = outputs.map((slot) => part.forward.said[slot]!);
  const stride = part.samples.length;
  /** Output by output; what a list is too short for is NaN. */
  const block = (read: (output: number) => readonly number[]): Float64Array =>
    Float64Array.from(
      { length: outputs.length * stride },
      (_, i) => read(Math.floor(i / stride))[i % stride]!,
    );
  const [error, losses] = [new Float64Array(outputs.length * stride), new Float64Array(stride)];
  loss.evaluate(
    {
      z: block((k) => said[k]!.z!),
      a: block((k) => said[k]!.values),
      at: Int32Array.from(outputs, (_, k) => k * stride),
      targets: Float64Array.from(part.samples.flatMap((_, s) => event.targets.map((each) => each[s]!))),
      error,
      stride,
      losses,
      scratch: new Float64Array(outputs.length),
    },
    0,
    stride,
  );
  const errors = outputs.map((_, k) => Array.from(error.subarray(k * stride, (k + 1) * stride), round));
  return { losses: [...losses], errors };
}
