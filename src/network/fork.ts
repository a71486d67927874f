import { InputError } from "../message/input-error.ts";
import { parseNetwork } from "../model/parse-network.ts";
import type { Change } from "../trace/change.ts";
import { checksum } from "../trace/checksum.ts";
import type { TraceEvent } from "../trace/event.ts";
import type { Trace } from "../trace/header.ts";
import { recordedRuns } from "../trace/recorded-runs.ts";
import { changesInEffect } from "../trace/replay/changes.ts";
import { isSameEvent } from "../trace/same-event.ts";
import { headerLine } from "../trace/write-trace.ts";
import { Network } from "./network.ts";
import { pendingProblem } from "./watching/pending.ts";
import { createGuard, createRepeat } from "./repeat.ts";
import { tap } from "./watching/watch.ts";

/**
 * Time travel: the run of a trace is made again up to event `at`, changed there, and let go on to its end. A run is a
 * function of what its trace holds, so what comes before is the same to the last bit. What comes out is a trace of its own
 * that names its parent. A neuron's turn is whole: the change takes effect after the first event from `at` on that ends one.
 * @throws InputError if the trace lacks what it takes to run it again, or no such message is under way; RunError for a
 * change of a number that is none, and if the changed run fails
 */
export function fork(parent: Trace, at: number, change: Change): Trace {
  const { header } = parent;
  const { level, inputErrors, precision } = header.options;
  expectWhole(parent);
  const model = parseNetwork(header.network);
  const end = endOfTurn(parent, at);
  const problem = pendingProblem(parent, model, end, change);
  if (problem !== undefined) throw unusable(problem);
  const runs = recordedRuns(parent.events);
  const network = new Network(model, { inputErrors, precision });
  const changes = [...changesInEffect(header).filter((earlier) => earlier.at <= end), { at: end, change }];
  const events: TraceEvent[] = [];
  const guard = createGuard();
  const taps = tap(network, { level, evaluations: "skip" }, (event) => {
    events.push(event);
    guard.attempt(() => {
      if (event.n <= end && !isSameEvent(event, parent.events[event.n])) {
        throw unusable(`expected the same run again; got another event ${event.n}`);
      }
      for (const each of changes) if (each.at === event.n) network.change(each.change);
    });
  });
  const repeat = createRepeat(network, guard);
  for (const run of runs) repeat(run);
  taps.unsubscribe();
  guard.check();
  const last = events.at(-1);
  events.push({ n: (last?.n ?? -1) + 1, t: last?.t ?? 0, kind: "end", outcome: "complete", header: "" });
  const of = checksum(headerLine(header));
  return { header: { ...header, fork: { of, at: end, change, before: header.fork } }, events };
}

function expectWhole({ header, events }: Trace): void {
  const { level, neurons, samples, batches, phases, commits, pipeline, errorTransport } = header.options;
  if (pipeline !== undefined) {
    throw unusable(`expected a run without stages; got one in stages, by ${pipeline.schedule}`);
  }
  if (errorTransport !== undefined) {
    throw unusable(`expected error signals that meet the weights; got those of ${errorTransport}`);
  }
  const isPart = [neurons, samples, batches, phases].some((part) => part !== undefined);
  const hasNeurons = level === "synapse" || level === "neuron";
  if (isPart || !hasNeurons || commits > 0 || events[0]?.n !== 0) {
    throw unusable(
      "expected a whole run from its first commit on, at the level synapse or neuron; got a part of one",
    );
  }
}

/** The event from `at` on with which a neuron, or the loss, ends its turn. */
function endOfTurn({ events }: Trace, at: number): number {
  const found = events.find(
    ({ n, kind }) => n >= at && kind !== "deliver" && kind !== "loss" && kind !== "end",
  );
  if (found !== undefined && at >= 0) return found.n;
  const last = events.findLast(({ kind }) => kind !== "end")?.n ?? 0;
  throw unusable(`expected the number of an event from 0 to ${last}; got ${at}`);
}

function unusable(message: string): InputError {
  return new InputError([{ path: "fork", message }]);
}
