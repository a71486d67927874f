import { shown } from "../../../math/suggestion.ts";
import type { Direction } from "../../../message/message.ts";
import type { DeliverEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { isIndex, unlike } from "../difference.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its place */

/**
 * A version counts the commits of the row that holds the weight. Error signals meet the weights that the forward pass
 * met; where neurons commit on the way back (a bug to be looked at), the sender has committed before anybody hears it.
 * Says whether the row as it stands is of the version that was expected.
 */
export function checkVersion(
  audit: Audit,
  direction: Direction,
  event: DeliverEvent,
  owner: number,
): boolean {
  const { rows, batch, learning } = audit;
  const { weightVersion } = event;
  const now = rows.version[owner]!;
  if (Number.isNaN(now)) {
    audit.unchecked.leave("deliver.weightVersion");
    audit.report(event, uncountable(weightVersion));
    rows.version[owner] = weightVersion;
    return true;
  }
  const isLearning = batch?.purpose === "train" && learning !== undefined;
  if (direction === "forward" || !isLearning) {
    if (!Object.is(now, weightVersion))
      audit.report(
        event,
        unlike("weightVersion", now, weightVersion, () => "commits of its row so far"),
      );
    return true;
  }
  const atStart = batch.committed.has(owner) ? now - 1 : now;
  const commitsFirst = learning.settings.commitAfter === "delta";
  const expected = commitsFirst ? atStart + 1 : atStart;
  if (!Object.is(expected, weightVersion)) {
    const reason = commitsFirst ? "neurons commit before they are heard" : "the weights of the forward pass";
    audit.report(
      event,
      unlike("weightVersion", expected, weightVersion, () => reason),
    );
  }
  return expected === now;
}

/** What can be said of a version that nothing tells. */
export function uncountable(version: number): string | undefined {
  if (isIndex(version)) return undefined;
  return `weightVersion: expected a whole number from 0 on; got ${shown(version)}`;
}
