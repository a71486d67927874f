import type { ActivateEvent, DeltaEvent } from "../event.ts";
import { type Audit, mayHaveMoved, type Way } from "./audit.ts";
import type { Inbox, Part } from "./batch.ts";
import { metWeight } from "./stages/staged-row.ts";
import { nameText } from "./violation.ts";
import type { Term } from "./sums.ts";
import { messagesTo } from "./wiring.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/** What a neuron has heard of a micro-batch, in synapse order. */
export interface Heard {
  /** undefined: not all of it is recorded. */
  readonly terms: readonly Term[] | undefined;
  /** The events of the messages. */
  readonly messages: readonly number[];
}

/** A neuron takes up what has reached it; all of it has to be in. */
export function takeUp(
  audit: Audit,
  way: Way,
  part: Part,
  receiver: number,
  event: ActivateEvent | DeltaEvent,
): Heard {
  const { inboxes } = part[way.direction];
  if (audit.scope.level !== "synapse")
    return { terms: termsFromSenders(audit, way, part, receiver, event), messages: [] };
  const inbox: Inbox = inboxes.get(receiver) ?? { messages: [], count: 0 };
  inboxes.delete(receiver);
  const all = messagesTo(way.synapses, receiver);
  const terms = inbox.messages.filter((message) => message !== undefined);
  const messages = terms.map(({ n }) => n);
  if (inbox.count === all) return { terms, messages };
  const first = Array.from({ length: all }, (_, place) => place).find(
    (place) => inbox.messages[place] === undefined,
  )!;
  const sender = audit.wiring.idOf[way.synapses.sender[way.synapses.start[receiver]! + first]!]!;
  audit.report(
    event,
    `expected all ${all} messages to be in; got ${inbox.count}, and none from ${nameText(sender)}`,
  );
  return { terms: undefined, messages };
}

/** At the level "neuron" no message is recorded: what its senders have said stands for it, with the weights of the rows. */
function termsFromSenders(
  audit: Audit,
  { synapses, weights, ownerOf, direction, message }: Way,
  part: Part,
  receiver: number,
  event: ActivateEvent | DeltaEvent,
): Term[] | undefined {
  const { wiring, report, scope, stages } = audit;
  const terms: Term[] = [];
  let isComplete = true;
  for (let i = synapses.start[receiver]!; i < synapses.start[receiver + 1]!; i++) {
    const sender = synapses.sender[i]!;
    const said = part[direction].said[sender];
    const id = wiring.idOf[sender]!;
    const [at, owner] = [synapses.parameter[i]!, ownerOf(sender, receiver)];
    const weight =
      stages === undefined ? weights[at]! : (metWeight(audit, stages, direction, owner, at, event) ?? NaN);
    const isKnown = !Number.isNaN(weight) && (stages !== undefined || !mayHaveMoved(audit, owner, direction));
    if (said !== undefined && isKnown) {
      terms.push({ weight, values: said.values });
      continue;
    }
    isComplete = false;
    if (said !== undefined || !scope.neuron(id) || !scope.phase(direction)) continue;
    report(event, `expected the ${message} of ${nameText(id)} to be there first; got none`);
    return undefined;
  }
  return isComplete ? terms : undefined;
}
