import type { TrainEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { closeBatch, closeRun } from "../complete.ts";
import { newLearning, settingsProblem } from "../learning.ts";
import { checkBeginning } from "../time.ts";

/** A run of training begins, with settings that can be learned by; the one before has met a batch at least. */
export function checkTrain(audit: Audit, event: TrainEvent): void {
  closeBatch(audit, event);
  closeRun(audit, event);
  const { report, wiring, precision, scope, learning, stages } = audit;
  if (learning?.hasMetBatch === false && learning.settings.epochs > 0 && !scope.isPart) {
    report(event, "expected a batch of the run before; got another run");
  }
  checkBeginning(audit, event);
  audit.unchecked.leave("train.settings", "comes from outside");
  const problem = settingsProblem(event.settings);
  if (problem !== undefined) report(event, `settings.${problem}`);
  const { model } = wiring;
  audit.learning =
    problem === undefined
      ? newLearning(
          event.settings,
          precision,
          model.parameters.length,
          model.neuronCount,
          stages?.list.length,
        )
      : undefined;
  if (stages === undefined) return;
  stages.firstBatch = audit.lastBatch + 1;
  for (const stage of stages.list) stage.first = stage.newest;
}
