import type { EndEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { closeAction, closeBatch, closeRun } from "../complete.ts";
import { unlikeWord } from "../difference.ts";
import { checkEndTime } from "../time.ts";

/** The trace is whole, and its first line is the one that it was written with. */
export function checkEnd(audit: Audit, event: EndEvent, header: string): void {
  if (audit.stages !== undefined) closeAction(audit, event);
  checkEndTime(audit, event);
  closeBatch(audit, event);
  closeRun(audit, event);
  if (event.outcome !== "complete") audit.unchecked.leave("end.outcome", "comes from outside");
  audit.report(event, unlikeWord("header", header, event.header));
}
