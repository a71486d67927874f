import { expectedOneOf, shown } from "../../../math/suggestion.ts";
import type { DeliverEvent } from "../../event.ts";
import { type Audit, mayHaveMoved, type Way } from "../audit.ts";
import type { Passage, Part, Said } from "../batch.ts";
import { areSame, unlike, unlikeSamples, unusable } from "../difference.ts";
import { partOf } from "../micro-batch.ts";
import { checkParents } from "../parents.ts";
import { rowOf, setParameter } from "../rows.ts";
import { checkTime } from "../time.ts";
import { nameText } from "../violation.ts";
import { placeOf } from "../wiring.ts";
import { metCommit, metRow, metVersion, metWeight } from "../stages/staged-row.ts";
import type { Stages } from "../stages/stages.ts";
import { checkVersion, uncountable } from "./weight-version.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- columns have a place for every slot and synapse */

/**
 * A message arrives over a synapse, once in its direction and micro-batch, and before its receiver speaks. It carries
 * what its sender said, and meets the weight as it stands.
 */
export function checkDeliver(audit: Audit, event: DeliverEvent): void {
  const part = partOf(audit, event);
  const way = part && wayOf(audit, event);
  const ends = way && endsOf(audit, way, event);
  if (part === undefined || way === undefined || ends === undefined) return;
  const { sender, receiver } = ends;
  const passage = part[way.direction];
  const place = arrive(audit, way, passage, event, ends);
  if (place < 0) return;
  checkTime(audit, event, part.index + audit.rounds[way.direction][receiver]!);
  const sent = passage.said[sender];
  checkValues(audit, way, part, event, sent);
  // Of a sender that is left out, the first message says what the others have to say.
  passage.said[sender] ??= { n: undefined, values: event.values };
  const owner = way.ownerOf(sender, receiver);
  const at = way.synapses.parameter[way.synapses.start[receiver]! + place]!;
  const { stages } = audit;
  if (stages === undefined) {
    checkParents(audit, event, [sent?.n, audit.rows.commit[owner]]);
    checkWeight(audit, way, event, owner, at);
    return;
  }
  checkParents(audit, event, [sent?.n, metCommit(stages, way.direction, owner, event)]);
  checkStagedWeight(audit, stages, event, owner, at);
}

/** The weight in the version that its stage reads, or that the error signals of its stage name. */
function checkStagedWeight(
  audit: Audit,
  stages: Stages,
  event: DeliverEvent,
  owner: number,
  at: number,
): void {
  const { report, unchecked } = audit;
  const { direction, weight, weightVersion } = event;
  if (!Number.isFinite(weight)) report(event, unusable("weight", 1, [weight]));
  const version = metVersion(stages, direction, owner, event);
  if (version === undefined) {
    unchecked.leave("deliver.weightVersion");
    report(event, uncountable(weightVersion));
  } else {
    const because = direction === "forward" ? "which its stage reads" : "which its sender's stage has named";
    report(
      event,
      unlike("weightVersion", version, weightVersion, () => because),
    );
  }
  if (direction === "backward" && hasOwnErrorWeight(audit, at)) {
    const row = metRow(stages, direction, owner, event)?.numbers;
    checkErrorWeight(audit, event, row?.[at - rowOf(audit.wiring, owner).from] ?? NaN);
    return;
  }
  const expected = metWeight(audit, stages, direction, owner, at, event);
  if (expected === undefined) unchecked.leave("deliver.weight");
  else
    report(
      event,
      unlike("weight", expected, weight, () => `of version ${weightVersion}`),
    );
}

/** Whether error signals meet a weight there that neither the rows nor the feedback weights tell. */
function hasOwnErrorWeight({ wiring, rows }: Audit, at: number): boolean {
  return rows.hasOwnErrorWeights && Number.isNaN(wiring.model.feedback?.[at] ?? NaN);
}

/** Of a weight that a rule has made nothing tells the size; under sign symmetry, the weight that it stands for tells the sign. */
function checkErrorWeight({ header, unchecked, report }: Audit, event: DeliverEvent, weight: number): void {
  unchecked.leave("deliver.weight");
  if (header.options.errorTransport?.endsWith("sign-symmetry") !== true || Number.isNaN(weight)) return;
  const sign = Math.sign(event.weight);
  if (sign === 0 || sign === Math.sign(weight)) return;
  report(
    event,
    `weight: expected one of the sign of ${shown(weight)}, which it stands for; got ${event.weight}`,
  );
}

/** The weight as it stands; where a commit is not recorded, what the first message met is what all others have to meet. */
function checkWeight(audit: Audit, way: Way, event: DeliverEvent, owner: number, at: number): void {
  const { report, rows, wiring, unchecked } = audit;
  if (!Number.isFinite(event.weight)) report(event, unusable("weight", 1, [event.weight]));
  if (mayHaveMoved(audit, owner, way.direction)) {
    unchecked.leave("deliver.weight");
    unchecked.leave("deliver.weightVersion");
    return;
  }
  const isCurrent = checkVersion(audit, way.direction, event, owner);
  if (!isCurrent) return;
  if (way.direction === "backward" && hasOwnErrorWeight(audit, at)) {
    checkErrorWeight(audit, event, rows.parameters[at]!);
    return;
  }
  const weight = way.weights[at]!;
  if (Number.isNaN(weight)) {
    unchecked.leave("deliver.weight");
    setParameter(rows, wiring, at, event.weight);
  } else if (!Object.is(weight, event.weight)) {
    report(
      event,
      unlike("weight", weight, event.weight, () => `of version ${event.weightVersion}`),
    );
  }
}

function wayOf(audit: Audit, event: DeliverEvent): Way | undefined {
  const { direction } = event;
  if (direction === "forward") return audit.forward;
  const isWord = (direction as string) === "backward";
  if (isWord && audit.batch?.purpose !== "evaluate") return audit.backward;
  audit.report(
    event,
    isWord
      ? "expected no error signals in a batch that is only evaluated; got one"
      : `direction: ${expectedOneOf(["forward", "backward"], direction)}`,
  );
  return undefined;
}

interface Ends {
  readonly sender: number;
  readonly receiver: number;
}

function endsOf(audit: Audit, { direction }: Way, event: DeliverEvent): Ends | undefined {
  const { wiring, header, report } = audit;
  const sender = wiring.slotOf.get(event.from);
  const receiver = wiring.slotOf.get(event.to);
  if (sender === undefined) report(event, `from: expected the id of a neuron; got ${shown(event.from)}`);
  if (receiver === undefined) report(event, `to: expected the id of a neuron; got ${shown(event.to)}`);
  if (sender === undefined || receiver === undefined) return undefined;
  const ends = direction === "forward" || wiring.rowAt[receiver]! >= 0;
  if (ends || header.options.inputErrors === "receive") return { sender, receiver };
  report(event, "expected no error signals to inputs, as options.inputErrors is end; got one");
  return undefined;
}

/** Lays a message where its receiver will take it up: at the place of its synapse, −1 if it cannot be taken up. */
function arrive(
  { wiring, report }: Audit,
  { direction, synapses }: Way,
  passage: Passage,
  event: DeliverEvent,
  { sender, receiver }: Ends,
): number {
  const { said, inboxes } = passage;
  const inbox = inboxes.get(receiver) ?? { messages: [], count: 0 };
  const place = placeOf(synapses, receiver, sender, inbox.count);
  if (place < 0) {
    const names = [sender, receiver].map((slot) => nameText(wiring.idOf[slot]!));
    const synapse = (direction === "forward" ? names : names.reverse()).join("→");
    report(event, `expected a message over a synapse; got ${synapse}, which is none`);
    return -1;
  }
  const before = said[receiver]?.n ?? inbox.messages[place]?.n;
  if (before !== undefined) {
    report(
      event,
      `expected each message once, before its receiver speaks; got another one after event ${before}`,
    );
    return -1;
  }
  if (inbox.count === 0) inboxes.set(receiver, inbox);
  inbox.messages[place] = event;
  inbox.count++;
  passage.delivered++;
  return place;
}

/** The values are the sender's own numbers, the same to every neighbour. */
function checkValues(
  { scope, report, unchecked }: Audit,
  { message, direction }: Way,
  { samples }: Part,
  event: DeliverEvent,
  sent: Said | undefined,
): void {
  if (sent === undefined) {
    unchecked.leave("deliver.values");
    report(event, unusable("values", samples.length, event.values));
    const isExpected = scope.neuron(event.from) && scope.phase(direction);
    if (isExpected) report(event, `values: expected the ${message} of ${nameText(event.from)} to be there first; got none`); // prettier-ignore
  } else if (!areSame(sent.values, event.values)) {
    const origin =
      sent.n === undefined ? "what its other neighbours got" : `the ${message} of event ${sent.n}`;
    report(
      event,
      unlikeSamples("values", sent.values, event.values, samples, () => origin),
    );
  }
}
