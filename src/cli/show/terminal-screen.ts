import type { Model } from "../../model/model.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { selectEvents } from "../../trace/select.ts";
import type { Language } from "../../view/language.ts";
import type { Computing, Screen } from "../../view/screen.ts";
import { drawCurve } from "../../view/terminal/curve.ts";
import { createFrameDrawer, flowFrames, type Frame } from "../../view/terminal/flow/message-flow.ts";
import { stillFlow } from "../../view/terminal/flow/still-flow.ts";
import { drawTable } from "../../view/terminal/table.ts";
import { widthOf } from "../../view/terminal/text-width.ts";
import { wrapText } from "../../view/terminal/wrap.ts";
import type { ViewOptions } from "../../view/view.ts";
import type { Clock } from "../io/clock.ts";
import { type Keys, openKeys } from "./keys.ts";
import { createLineWriter } from "../io/line-writer.ts";
import type { LiveArea } from "./live-area.ts";
import { lastPicture, showPictures } from "./live-pictures.ts";
import { moveFlow } from "./moving-flow.ts";
import { stopOnBrokenPipe } from "../io/output.ts";
import { findView } from "../trace/find-view.ts";
import { columnsOf, isLive, paintFor } from "../io/terminal-kind.ts";

export interface TerminalScreenOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** The scenario's own options, by name. */
  readonly scenarioOptions: ReadonlyMap<string, string>;
  readonly computing: Computing;
  /** Message flow on a terminal: event by event on a key, in motion, or as text like everywhere else. */
  readonly flow: "step" | "play" | "text";
  /** 1: about three events a second; 0: as fast as possible. */
  readonly speed: number;
  readonly clock: Clock;
  /** A view to show message flow by, in place of lines or motion. */
  readonly view?: string | undefined;
  /** Told of every run that is shown. */
  readonly see?: ((trace: Trace) => void) | undefined;
}

export interface TerminalScreen extends Screen {
  /** Gives the terminal back as it was: the cursor, and the way it reads keys. */
  readonly close: () => void;
}

/** A run goes on for this long before timers, keys and signals have their turn. */
const turnMilliseconds = 25;

/** Shows a scenario on a terminal, or as plain lines where there is none. */
export function createTerminalScreen(options: TerminalScreenOptions): TerminalScreen {
  const { stdout, environment, language, clock } = options;
  const output = stopOnBrokenPipe(stdout);
  const paint = paintFor(stdout, environment);
  const live = isLive(stdout, environment);
  const columns = (): number => columnsOf(stdout);
  const write = createLineWriter(output.write);
  let keys: Keys | undefined;
  let liveArea: LiveArea | undefined;
  let lastTurn = clock.now();

  // What replaces text in place is loaded only when something moves.
  const openArea = async (): Promise<LiveArea> =>
    (liveArea ??= (await import("./live-area.ts")).createLiveArea(stdout));

  const move = async (model: Model, events: readonly TraceEvent[]): Promise<void> => {
    const area = await openArea();
    const draw = fittingDrawer(model, options, paint);
    const open = options.flow === "step" ? openKeys(options.stdin) : undefined;
    keys = open;
    const show = (frame: Frame, share?: number): void => {
      output.check();
      area.show(draw(frame, share));
    };
    try {
      const pace = open ? ({ kind: "step", nextKey: open.next } as const) : ({ kind: "play", speed: options.speed, clock } as const); // prettier-ignore
      await moveFlow(flowFrames(model, events, language), show, pace);
    } finally {
      area.keep();
      open?.close();
      keys = undefined;
    }
  };

  const viewed = async (name: string, trace: Trace, selection: ViewOptions): Promise<string[]> => {
    const draw = await findView(name, "text");
    return draw(trace, { ...selection, language, columns: columns(), paint });
  };

  return {
    language,
    option: (name) => optionOf(options.scenarioOptions, name),
    computing: options.computing,
    heading: (text) => {
      const lines = wrapText(text, columns());
      const rule = "─".repeat(Math.max(...lines.map(widthOf)));
      return write("heading", [...lines.map(paint.bold), paint.dim(rule)]);
    },
    print: (text) => write("text", wrapText(text, columns())),
    table: (headings, rows) => write("block", drawTable(headings, rows, { columns: columns(), paint })),
    async flow(trace, selection = {}) {
      options.see?.(trace);
      const model = parseNetwork(trace.header.network);
      const events = selectEvents(trace.events, selection);
      if (options.view !== undefined) {
        await write("block", await viewed(options.view, trace, selection));
      } else if (live && options.flow !== "text" && events.length > 0) {
        await write("block", []);
        await move(model, events);
      } else {
        const blocks = stillFlow(model, events, language, { columns: columns(), paint });
        for (const block of blocks) await write("block", block);
      }
    },
    async view(name, trace, selection = {}) {
      options.see?.(trace);
      await write("block", await viewed(name, trace, selection));
    },
    schedule: async (timetable, naming) => {
      const { scheduleView } = await import("../../view/schedule/schedule-view.ts");
      const look = { language, columns: columns(), paint };
      await write("block", scheduleView.text(timetable, { ...naming, ...look }));
    },
    curve: (title, values) => {
      const step = language === "zh" ? "步" : "step";
      return write("block", drawCurve(values, { columns: columns(), title, step, paint }));
    },
    async live(pictures$) {
      if (live) {
        await write("block", []);
        await showPictures(pictures$, await openArea(), output, clock);
      } else {
        const last = await lastPicture(pictures$, output, () => undefined);
        if (last !== undefined) await write("block", last.split("\n"));
      }
    },
    pause() {
      if (clock.now() - lastTurn < turnMilliseconds) return undefined;
      return clock.turn().then(() => {
        output.check();
        lastTurn = clock.now();
      });
    },
    close() {
      keys?.close();
      liveArea?.keep();
    },
  };
}

/** Draws frames as large as the terminal is now; one row is left for the cursor. */
function fittingDrawer(
  model: Model,
  { stdout, language }: TerminalScreenOptions,
  paint: ReturnType<typeof paintFor>,
): (frame: Frame, share?: number) => string {
  const sizeNow = (): { columns: number; rows: number } => ({
    columns: columnsOf(stdout),
    rows: (stdout.rows || 24) - 1,
  });
  let size = sizeNow();
  let draw = createFrameDrawer(model, language, size, paint);
  return (frame, share) => {
    const now = sizeNow();
    if (now.columns !== size.columns || now.rows !== size.rows) {
      size = now;
      draw = createFrameDrawer(model, language, size, paint);
    }
    return draw(frame, share);
  };
}

function optionOf(options: ReadonlyMap<string, string>, name: string): string {
  const value = options.get(name);
  if (value !== undefined) return value;
  throw new RangeError(`option: ${expectedOneOf([...options.keys()], name)}`);
}
