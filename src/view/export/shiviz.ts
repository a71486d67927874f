import type { Trace } from "../../trace/header.ts";
import { selectorOf } from "../../trace/select.ts";
import { narrate } from "../narration.ts";
import type { Language } from "../language.ts";
import type { ViewOptions } from "../view.ts";
import { eventsUntil } from "./chosen-events.ts";
import { inChunks } from "./chunks.ts";
import { onOneLine } from "./host-name.ts";
import { type Clock, coordinatorHost, createVectorClocks } from "./vector-clocks.ts";

/**
 * What to give ShiViz as its log parsing expression, where it does not read it from the first line of the file. Logs of
 * GoVector have the same.
 */
export const shivizExpression = String.raw`(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`;

/** ShiViz draws a few hundred events well, and every event carries an entry for each host it knows of. */
export const mostShivizEvents = 500;

/**
 * A log for ShiViz, the space-time diagram with vector clocks: two lines an event,
 *
 *   h1 {"(coordinator)":2,"i1":1,"i2":1,"h1":1}
 *   4: h1 hears a = 0.05 from i1 and multiplies it by w = 0.15: 0.0075
 *
 * after the two lines that ShiViz expects at the head of a file: the expression, and none for several executions. Events
 * outside the selection are not there but still join what they join: the order among those shown is that of the whole run.
 * After the first 500, one last event of the coordinator says how many more there were.
 */
export function shiviz(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  return inChunks(shivizLines(trace, options));
}

function* shivizLines(trace: Trace, options: ViewOptions): Generator<string, void, undefined> {
  const { language = "en" } = options;
  const select = selectorOf(options);
  const events = eventsUntil(trace.events, options.at);
  const { stamp, close, hosts } = createVectorClocks(events);
  yield `${shivizExpression}\n\n`;
  let count = 0;
  for (const event of events) {
    const chosen = select(event);
    if (chosen !== undefined) count++;
    // What comes after the last one shown changes nothing; it is only counted.
    if (count > mostShivizEvents) continue;
    const stamped = stamp(event, chosen);
    if (stamped === undefined) continue;
    yield entry(stamped.host, stamped.clock, hosts, `${event.n}: ${narrate(stamped.event, language)}`);
  }
  if (count > mostShivizEvents)
    yield entry(coordinatorHost, close(coordinatorHost), hosts, leftOut[language](count - mostShivizEvents));
}

const leftOut: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) => `${count} later events of the selection are left out of this log: choose fewer`,
  zh: (count) => `此日志略去了所选范围内其后的 ${count} 个事件：请缩小选择范围`,
};

function entry(host: string, clock: Clock, hosts: readonly string[], event: string): string {
  const entries: string[] = [];
  clock.forEach((count, number) => {
    if (count > 0) entries.push(`${JSON.stringify(hosts[number])}:${count}`);
  });
  return `${host} {${entries.join(",")}}\n${onOneLine(event)}\n`;
}
