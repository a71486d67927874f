import { merge, type Observable } from "rxjs";
import { headerOf, record, type Recording, type RecordOptions } from "../../../src/network/record.ts";
import { Network } from "../../../src/network/network.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { tap } from "../../../src/network/watching/watch.ts";
import type { TraceEvent } from "../../../src/trace/event.ts";
import type { Trace, TraceLevel } from "../../../src/trace/header.ts";
import { createTraceWriter } from "../../../src/trace/write-trace.ts";

/** Recordings, and beside them a tap, which makes an event of each message at once: they must not tell different things. */
export interface Beside {
  /** Of each recording that differs from the tap so far, the first line that does. */
  readonly differences: () => readonly Difference[];
  /** Ends them all, and says the same of all that they have told. */
  readonly stop: () => readonly Difference[];
}

export interface Difference {
  readonly options: RecordOptions;
  readonly tapped: string | undefined;
  readonly recorded: string | undefined;
}

export const levels: readonly TraceLevel[] = ["synapse", "neuron", "population", "commit"];

/**
 * Recordings that keep so many of the last events each, all beside one tap. They hear everything before another tap does that
 * is subscribed later, so what that one does happens after all of them have been told.
 */
export function recordBesideTap(network: Network, options: RecordOptions, keeps = [Infinity]): Beside {
  const events: TraceEvent[] = [];
  const taps = tap(network, { evaluations: "skip", ...options }, (event) => events.push(event));
  const recordings = keeps.map((keep) => ({ keep, recording: record(network, { ...options, keep }) }));
  const compare = (all: readonly TraceEvent[], traceOf: (recording: Recording) => Trace) => {
    const tapped = linesOf(all.slice(-Math.max(...keeps)));
    return recordings.flatMap(({ keep, recording }) => {
      const expected = keep === Infinity ? tapped : tapped.slice(-keep);
      const recorded = linesOf(traceOf(recording).events);
      const at = expected.findIndex((line, i) => line !== recorded[i]);
      if (at < 0 && expected.length === recorded.length) return [];
      const place = at < 0 ? expected.length : at;
      return [{ options: { ...options, keep }, tapped: expected[place], recorded: recorded[place] }];
    });
  };
  return {
    differences: () => compare(events, (recording) => recording.trace),
    stop() {
      taps.unsubscribe();
      const { n, t } = events.at(-1) ?? { n: -1, t: 0 };
      const end = { n: n + 1, t, kind: "end", outcome: "complete", header: "" } as const;
      return compare([...events, end], (recording) => recording.stop());
    },
  };
}

/** An event a line, as a trace's file has them. */
const noHeader = headerOf(new Network(parseNetwork(mazurNetwork)));

function linesOf(events: readonly TraceEvent[]): readonly string[] {
  const lines: string[] = [];
  const decoder = new TextDecoder();
  const writer = createTraceWriter(noHeader, (bytes) =>
    lines.push(...(decoder.decode(bytes).match(/[^\n]+/g) ?? [])),
  );
  for (const event of events) writer.event(event);
  writer.end("");
  const isEnded = events.at(-1)?.kind === "end";
  return lines.slice(1, isEnded ? undefined : -1);
}

/** Whatever anybody in a network says. */
export function everythingSaid(network: Network): Observable<unknown> {
  const said = Array.from(network.neurons(), ({ forward$, backward$, row$ }) => [forward$, backward$, row$]);
  return merge(network.run$, network.loss$, ...said.flat());
}
