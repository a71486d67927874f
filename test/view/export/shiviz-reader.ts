/** An event of a ShiViz log, with what its vector clock knows: of each host, how many of its events came before or are it. */
export interface LoggedEvent {
  readonly host: string;
  readonly clock: ReadonlyMap<string, number>;
  readonly event: string;
}

/**
 * Reads a log as ShiViz does: the first line is the expression, the second separates executions (here: none), and what
 * follows is cut by the expression from its beginning to its end. Shares nothing with what writes such logs.
 * @throws Error if some of the log is left over, or a clock is no object of counts
 */
export function readShiviz(log: string): { expression: string; events: LoggedEvent[] } {
  const [expression = "", separator = "", ...lines] = log.split("\n");
  if (separator !== "") throw new Error(`a separator of executions: ${separator}`);
  const body = lines.join("\n");
  const entry = new RegExp(`${expression}\n`, "y");
  const events: LoggedEvent[] = [];
  while (entry.lastIndex < body.length) {
    const at = entry.lastIndex;
    const { host = "", clock = "", event = "" } = entry.exec(body)?.groups ?? {};
    if (entry.lastIndex <= at) throw new Error(`no event: ${body.slice(at, at + 80)}`);
    events.push({ host, clock: clockOf(clock), event });
  }
  return { expression, events };
}

function clockOf(text: string): ReadonlyMap<string, number> {
  const clock = new Map<string, number>();
  for (const [host, count] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
    if (typeof count !== "number" || !Number.isInteger(count) || count < 1)
      throw new Error(`a clock of ${text}`);
    clock.set(host, count);
  }
  return clock;
}

/** Whether one event is known to another: it came before it, or is it (Fidge 1988, Mattern 1989). */
export function knows({ clock }: LoggedEvent, { host, clock: earlier }: LoggedEvent): boolean {
  return (clock.get(host) ?? 0) >= (earlier.get(host) ?? Infinity);
}

/** What is wrong with the clocks: each host counts its own events from 1, and no clock knows what is not there. */
export function clockProblems(events: readonly LoggedEvent[]): string[] {
  const problems: string[] = [];
  const counts = new Map<string, number>();
  for (const { host } of events) counts.set(host, (counts.get(host) ?? 0) + 1);
  const seen = new Map<string, number>();
  for (const { host, clock, event } of events) {
    const own = (seen.get(host) ?? 0) + 1;
    seen.set(host, own);
    if (clock.get(host) !== own) problems.push(`${event}: event ${own} of ${host} counts ${clock.get(host)}`);
    for (const [other, count] of clock) {
      if (count > (counts.get(other) ?? 0)) problems.push(`${event}: knows ${count} events of ${other}`);
    }
  }
  return problems;
}
