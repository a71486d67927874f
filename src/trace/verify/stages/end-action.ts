import type { TraceEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { nameText } from "../violation.ts";
import type { Batch } from "../batch.ts";
import type { Stage, Stages } from "./stages.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its stage */

/**
 * The action at hand is over with this event: all neurons of its stage have done it. A batch's last W brings a new version; returns the
 * batch, if that was the last W of all its stages.
 */
export function endAction(audit: Audit, event: TraceEvent): Batch | undefined {
  const { stages, report } = audit;
  const action = stages?.action;
  if (stages === undefined || action === undefined) return undefined;
  stages.action = undefined;
  const { stage, microBatch, action: kind } = action;
  const batch = stages.open.get(action.batch);
  const part = batch?.parts.get(microBatch);
  if (part !== undefined && kind !== "W" && event.kind !== "end") {
    const missing = silentNeuron(audit, stages, stage, kind === "F" ? part.forward : part.backward, kind);
    if (missing !== undefined) {
      report(
        event,
        `action ${stage}${kind}${microBatch} before it: expected ${nameText(missing)} to speak; got nothing`,
      );
    }
  }
  const own = stages.list[stage];
  if (own === undefined || batch === undefined || kind === "F" || kind === "I") return undefined;
  if (!hasGradients(own, batch)) return undefined;
  if (batch.purpose !== "gradients") own.newest++;
  return stages.list.every((each) => hasGradients(each, batch)) ? batch : undefined;
}

/** Whether a stage has done W for all of a batch. */
function hasGradients({ passes }: Stage, { number, parts }: Batch): boolean {
  const own = passes.get(number) ?? [];
  const told = [...parts.values()].filter(({ samples }) => samples.length > 0);
  return told.every(({ index }) => own[index]?.ends.has("W") === true);
}

/** The first neuron of a stage that has to speak in an action and has not; undefined where there is none. */
function silentNeuron(
  { scope, wiring, header }: Audit,
  { stageOf }: Stages,
  stage: number,
  { said }: { readonly said: readonly ({ readonly n: number | undefined } | undefined)[] },
  kind: string,
): string | undefined {
  if (!scope.hasNeurons || !scope.phase(kind === "F" ? "forward" : "backward")) return undefined;
  const hasInputs = kind === "F" || header.options.inputErrors === "receive";
  const slot = stageOf.findIndex(
    (each, at) =>
      each === stage &&
      (hasInputs || wiring.rowAt[at]! >= 0) &&
      scope.neuron(wiring.idOf[at]!) &&
      said[at]?.n === undefined,
  );
  return slot < 0 ? undefined : wiring.idOf[slot];
}
