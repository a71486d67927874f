import type { TraceEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { checkAction } from "./action.ts";
import { checkActivate } from "./activate.ts";
import { checkBatch } from "./batch.ts";
import { checkCommit } from "./commit.ts";
import { checkDeliver } from "./deliver.ts";
import { checkDelta } from "./delta.ts";
import { checkEnd } from "./end.ts";
import { checkError } from "./error.ts";
import { checkFeed } from "./feed.ts";
import { checkGradient } from "./gradient.ts";
import { checkLoss } from "./loss.ts";
import { checkPopulation } from "./population.ts";
import { checkTrain } from "./train.ts";

/** Holds an event to the law of its kind. `header`: what the end has to say of the first line. */
export function checkEvent(audit: Audit, event: TraceEvent, header: string): void {
  switch (event.kind) {
    case "train":
      checkTrain(audit, event);
      break;
    case "batch":
      checkBatch(audit, event);
      break;
    case "action":
      checkAction(audit, event);
      break;
    case "feed":
      checkFeed(audit, event);
      break;
    case "deliver":
      checkDeliver(audit, event);
      break;
    case "activate":
      checkActivate(audit, event);
      break;
    case "loss":
      checkLoss(audit, event);
      break;
    case "error":
      checkError(audit, event);
      break;
    case "delta":
      checkDelta(audit, event);
      break;
    case "gradient":
      checkGradient(audit, event);
      break;
    case "commit":
      checkCommit(audit, event);
      break;
    case "population":
      checkPopulation(audit, event);
      break;
    case "end":
      checkEnd(audit, event, header);
  }
}
