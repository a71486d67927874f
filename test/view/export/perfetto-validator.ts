/* eslint-disable @typescript-eslint/no-non-null-assertion -- stacks that are not empty, places that were found */
/**
 * What is wrong with a file in the Trace Event Format: its own rules (the document "Trace Event Format" of the Catapult
 * project), and what Perfetto adds, whose slices have to nest ("Visualizing external trace formats") and whose times are
 * nanoseconds. Shares nothing with what writes such files.
 */
export function traceEventProblems(text: string): string[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return [`not JSON: ${String(error)}`];
  }
  if (!isObject(file)) return ["the top is no object"];
  const { traceEvents, displayTimeUnit = "ms" } = file;
  if (!Array.isArray(traceEvents)) return ["traceEvents is no list"];
  const problems: string[] = [];
  if (displayTimeUnit !== "ms" && displayTimeUnit !== "ns")
    problems.push("displayTimeUnit is neither ms nor ns");
  const entries: Entry[] = [];
  traceEvents.forEach((entry: unknown, i) => {
    const found = isObject(entry) ? entryProblems(entry) : ["is no object"];
    problems.push(...found.map((problem) => `entry ${i}: ${problem}`));
    if (found.length === 0) entries.push(entry as Entry);
  });
  return [
    ...problems,
    ...sliceProblems(entries),
    ...durationProblems(entries),
    ...flowProblems(entries),
    ...metadataProblems(entries),
    ...counterProblems(entries),
  ];
}

/** An entry whose own fields are right; those that its phase does not have are undefined. */
export interface Entry {
  readonly ph: string;
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: string | number;
  readonly bp?: string;
  readonly s?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

const phases = "BEXiICbnestfPNODMVvRc()";
const metadata: Readonly<Record<string, readonly [field: string, type: string]>> = {
  process_name: ["name", "string"],
  process_labels: ["labels", "string"],
  process_sort_index: ["sort_index", "number"],
  thread_name: ["name", "string"],
  thread_sort_index: ["sort_index", "number"],
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entryProblems(entry: Record<string, unknown>): string[] {
  const { ph, name, cat, pid, tid, ts, dur, id, bp, s, args } = entry;
  if (typeof ph !== "string" || ph.length !== 1 || !phases.includes(ph)) return ["ph is no phase"];
  const problems: string[] = [];
  const expect = (right: boolean, problem: string): void => {
    if (!right) problems.push(problem);
  };
  expect(typeof name === "string" && name !== "", "name is no text");
  expect(cat === undefined || typeof cat === "string", "cat is no text");
  expect(isThreadNumber(pid), "pid is no positive whole number");
  expect(isThreadNumber(tid), "tid is no positive whole number");
  expect(args === undefined || isObject(args), "args is no object");
  if (ph !== "M") {
    expect(isTime(ts), "ts is no time of at least 0 in whole nanoseconds");
  }
  if (ph === "X") expect(isTime(dur), "dur is no time of at least 0 in whole nanoseconds");
  if (ph === "i" || ph === "I")
    expect(s === undefined || s === "g" || s === "p" || s === "t", "s is no scope");
  if (ph === "s" || ph === "t" || ph === "f") {
    expect(typeof id === "string" || typeof id === "number", "a flow without id");
    expect(typeof cat === "string", "a flow without cat");
    expect(bp === undefined || bp === "e", "bp is not e");
  }
  if (ph === "C") {
    const values = isObject(args) ? Object.values(args) : [];
    expect(values.length > 0, "a counter without values");
    expect(values.every((value) => typeof value === "number"), "a counter of what is no number"); // prettier-ignore
  }
  if (ph === "M" && typeof name === "string") {
    const [field, type] = metadata[name] ?? [];
    expect(field !== undefined, `no metadata is called ${name}`);
    if (field !== undefined)
      expect(isObject(args) && typeof args[field] === type, `args.${field} is no ${type}`);
  }
  return problems;
}

/** Thread 0 is the idle thread of each processor to Perfetto, process 0 the kernel. */
function isThreadNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 2_147_483_648;
}

function isTime(value: unknown): boolean {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return false;
  return Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-3;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

const threadOf = ({ pid, tid }: Entry): string => `${pid}/${tid}`;
const endOf = ({ ts, dur = 0 }: Entry): number => Math.round((ts + dur) * 1000);
const startOf = ({ ts }: Entry): number => Math.round(ts * 1000);

/** Slices of a thread lie one in the other or apart. */
function sliceProblems(entries: readonly Entry[]): string[] {
  const problems: string[] = [];
  for (const [thread, slices] of groupBy(
    entries.filter(({ ph }) => ph === "X"),
    threadOf,
  )) {
    const sorted = [...slices].sort(
      (one, other) => startOf(one) - startOf(other) || endOf(other) - endOf(one),
    );
    const open: Entry[] = [];
    for (const slice of sorted) {
      while (open.length > 0 && endOf(open.at(-1)!) <= startOf(slice)) open.pop();
      const around = open.at(-1);
      if (around !== undefined && endOf(slice) > endOf(around)) {
        problems.push(`thread ${thread}: slices overlap at ${slice.ts}`);
      }
      open.push(slice);
    }
  }
  return problems;
}

/** B and E come in the order of time within a thread, and in pairs. */
function durationProblems(entries: readonly Entry[]): string[] {
  const problems: string[] = [];
  const durations = entries.filter(({ ph }) => ph === "B" || ph === "E");
  for (const [thread, ends] of groupBy(durations, threadOf)) {
    let open = 0;
    let before = 0;
    for (const { ph, ts } of ends) {
      if (ts < before) problems.push(`thread ${thread}: time goes back at ${ts}`);
      before = ts;
      open += ph === "B" ? 1 : -1;
      if (open < 0) problems.push(`thread ${thread}: an end without a beginning at ${ts}`);
    }
    if (open > 0) problems.push(`thread ${thread}: a beginning without an end`);
  }
  return problems;
}

/** A flow has one start, then one end, each inside the slice of its thread that began last, and not at its edge. */
function flowProblems(entries: readonly Entry[]): string[] {
  const problems: string[] = [];
  const slices = groupBy(entries.filter(({ ph }) => ph === "X"), threadOf); // prettier-ignore
  for (const list of slices.values()) list.sort((one, other) => startOf(one) - startOf(other));
  const isBound = (end: Entry): boolean => {
    const list = slices.get(threadOf(end)) ?? [];
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (startOf(list[middle]!) < startOf(end)) low = middle + 1;
      else high = middle;
    }
    const slice = list[low - 1];
    return slice !== undefined && startOf(end) < endOf(slice);
  };
  const flows = entries.filter(({ ph }) => ph === "s" || ph === "f" || ph === "t");
  for (const [key, ends] of groupBy(flows, ({ cat, name, id }) => JSON.stringify([cat, name, String(id)]))) {
    const [starts, stops] = [ends.filter(({ ph }) => ph === "s"), ends.filter(({ ph }) => ph === "f")];
    const [start, stop] = [starts[0], stops[0]];
    if (starts.length !== 1 || stops.length !== 1 || start === undefined || stop === undefined) {
      problems.push(`flow ${key}: ${starts.length} starts and ${stops.length} ends`);
      continue;
    }
    if (stop.ts <= start.ts) problems.push(`flow ${key}: ends before it starts`);
    if (!isBound(start)) problems.push(`flow ${key}: starts in no slice`);
    if (stop.bp !== "e") problems.push(`flow ${key}: its end binds to the next slice`);
    else if (!isBound(stop)) problems.push(`flow ${key}: ends in no slice`);
  }
  const ids = new Set(flows.map(({ id }) => String(id)));
  if (ids.size * 2 !== flows.length) problems.push("flows share ids");
  return problems;
}

/** Every process and thread is named once; a thread belongs to one process and is not called as a process is. */
function metadataProblems(entries: readonly Entry[]): string[] {
  const problems: string[] = [];
  const named = entries.filter(({ ph }) => ph === "M");
  const others = entries.filter(({ ph }) => ph !== "M");
  const subject = (entry: Entry): string =>
    entry.name.startsWith("process") ? `process ${entry.pid}` : `thread ${threadOf(entry)}`;
  for (const [key, group] of groupBy(named, (entry) => `${entry.name} of ${subject(entry)}`)) {
    if (group.length > 1) problems.push(`${key}: said ${group.length} times`);
  }
  const names = new Set(named.filter(({ name }) => name.endsWith("_name")).map(subject));
  const used = new Set(others.flatMap((entry) => [`process ${entry.pid}`, `thread ${threadOf(entry)}`]));
  for (const each of used) if (!names.has(each)) problems.push(`${each} has no name`);
  const pids = new Set(entries.map(({ pid }) => pid));
  for (const [tid, group] of groupBy(entries, (entry) => String(entry.tid))) {
    if (new Set(group.map(({ pid }) => pid)).size > 1) problems.push(`thread ${tid} is in several processes`);
    if (pids.has(Number(tid))) problems.push(`thread ${tid} is called as a process is`);
  }
  return problems;
}

/** A counter of a process counts the same things at all times, and says one value at a time. */
function counterProblems(entries: readonly Entry[]): string[] {
  const problems: string[] = [];
  const counters = entries.filter(({ ph }) => ph === "C");
  for (const [key, points] of groupBy(counters, ({ pid, name }) => `${name} of ${pid}`)) {
    const series = new Set(points.map(({ args = {} }) => Object.keys(args).join()));
    if (series.size > 1) problems.push(`counter ${key}: different series`);
  }
  return problems;
}
