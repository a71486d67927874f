import { lastValueFrom, toArray } from "rxjs";
import { selectEvents } from "../../src/index.ts";
import type { Language, Scenario, Screen, Timetable, Trace, TraceEvent } from "../../src/index.ts";
import { findView } from "../../src/cli/trace/find-view.ts";
import { scheduleView } from "../../src/view/schedule/schedule-view.ts";
import type { ViewName } from "../../src/view/views.ts";

/** One thing that a scenario has shown. */
export type Shown =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "print"; readonly text: string }
  | {
      readonly kind: "table";
      readonly headings: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "flow"; readonly events: readonly TraceEvent[] }
  | { readonly kind: "view"; readonly name: ViewName; readonly lines: readonly string[] }
  | {
      readonly kind: "schedule";
      readonly name: string;
      readonly timetable: Timetable;
      readonly lines: readonly string[];
    }
  | { readonly kind: "curve"; readonly title: string; readonly values: readonly number[] }
  | { readonly kind: "live"; readonly pictures: readonly string[] };

export interface RecordingOptions {
  readonly language?: Language;
  /** Options of the scenario that differ from its defaults. */
  readonly options?: Readonly<Record<string, string>>;
  readonly computing?: Screen["computing"];
}

/** Runs a scenario to its end, and returns what it has shown, in order. */
export async function record(scenario: Scenario, given: RecordingOptions = {}): Promise<Shown[]> {
  const shown: Shown[] = [];
  await scenario.run(recordingScreen(scenario, given, shown));
  return shown;
}

/** The first run that a scenario shows. */
export async function firstRun(scenario: Scenario): Promise<Trace> {
  let first: Trace | undefined;
  await scenario.run(recordingScreen(scenario, {}, [], (trace) => (first ??= trace)));
  if (first === undefined) throw new RangeError(`${scenario.name} shows no run`);
  return first;
}

/** Everything of one kind that was shown. */
export function only<Kind extends Shown["kind"]>(kind: Kind, shown: readonly Shown[]) {
  return shown.filter((item): item is Extract<Shown, { kind: Kind }> => item.kind === kind);
}

/** The rows of the one table that has this heading, as objects from heading to cell. */
export function tableWith(heading: string, shown: readonly Shown[]): Record<string, string>[] {
  const found = only("table", shown).filter(({ headings }) => headings.includes(heading));
  const [table] = found;
  if (table === undefined || found.length > 1) {
    throw new RangeError(`expected one table with a column "${heading}"; got ${found.length}`);
  }
  return table.rows.map((row) => Object.fromEntries(table.headings.map((name, i) => [name, row[i] ?? ""])));
}

/** Every word and number that stands in headings, texts, tables and pictures. */
export function textOf(shown: readonly Shown[]): string {
  const text = (item: Shown): string[] => {
    if (item.kind === "heading" || item.kind === "print") return [item.text];
    if (item.kind === "table") return [item.headings, ...item.rows].map((row) => row.join("  "));
    if (item.kind === "live") return [...item.pictures];
    if (item.kind === "view" || item.kind === "schedule") return [...item.lines];
    return item.kind === "curve" ? [item.title] : [];
  };
  return shown.flatMap(text).join("\n");
}

function recordingScreen(
  scenario: Scenario,
  given: RecordingOptions,
  shown: Shown[],
  see: (trace: Trace) => void = () => undefined,
): Screen {
  const add = (item: Shown): Promise<void> => {
    shown.push(item);
    return Promise.resolve();
  };
  return {
    language: given.language ?? "en",
    option: (name) => {
      const declared = scenario.options.find((option) => option.name === name);
      if (declared === undefined) throw new RangeError(`expected a declared option; got "${name}"`);
      return given.options?.[name] ?? declared.fallback;
    },
    computing: given.computing ?? {},
    heading: (text) => add({ kind: "heading", text }),
    print: (text) => add({ kind: "print", text }),
    table: (headings, rows) => add({ kind: "table", headings, rows }),
    flow: (trace, selection = {}) => {
      see(trace);
      return add({ kind: "flow", events: selectEvents(trace.events, selection) });
    },
    view: async (name, trace, selection = {}) => {
      see(trace);
      const draw = await findView(name, "text");
      await add({ kind: "view", name, lines: draw(trace, { ...selection, language: given.language }) });
    },
    schedule: (timetable, { name, ...naming }) => {
      const lines = scheduleView.text(timetable, { ...naming, name, language: given.language });
      return add({ kind: "schedule", name, timetable, lines });
    },
    curve: (title, values) => add({ kind: "curve", title, values: [...values] }),
    live: async (pictures$) =>
      add({ kind: "live", pictures: await lastValueFrom(pictures$.pipe(toArray())) }),
    pause: () => undefined,
  };
}
