import type { FeedEvent } from "../../event.ts";
import type { Audit } from "../audit.ts";
import { unusable } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { speakerOf } from "../speaker.ts";
import { checkTime } from "../time.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every slot has its round */

/** An input neuron gets its numbers once in a micro-batch. They come from outside: nothing says what they have to be. */
export function checkFeed(audit: Audit, event: FeedEvent): void {
  const part = partOf(audit, event);
  if (part === undefined) return;
  const slot = speakerOf(audit, event, part.forward, "input");
  if (slot === undefined) return;
  checkTime(audit, event, part.index + audit.rounds.forward[slot]!);
  audit.unchecked.leave("feed.values", "comes from outside");
  audit.report(event, unusable("values", part.samples.length, event.values));
  checkParents(audit, event, []);
  part.forward.said[slot] = { n: event.n, values: event.values };
  part.forward.spoken++;
}
