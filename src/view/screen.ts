import type { Observable } from "rxjs";
import type { KernelChoice } from "../math/kernels/kernel-choice.ts";
import type { Precision } from "../math/precision.ts";
import type { Timetable } from "../schedule/timetable.ts";
import type { Trace } from "../trace/header.ts";
import type { TraceSelection } from "../trace/select.ts";
import type { Language } from "./language.ts";
import type { ScheduleNaming } from "./schedule/chart.ts";
import type { ViewOptions } from "./view.ts";
import type { ViewName } from "./views.ts";

/** Left out: in double, with what the machine does best, and with messages that arrive at once. */
export interface Computing {
  readonly precision?: Precision | undefined;
  readonly kernel?: KernelChoice | undefined;
  readonly transport?: World | undefined;
}

/** How messages travel, each by itself: what it takes them, and what goes wrong. In the words of NetworkOptions. */
export interface World {
  readonly name: "simulated";
  readonly latency?:
    | { readonly kind: "constant" | "distance"; readonly ticks: number }
    | { readonly kind: "uniform"; readonly from: number; readonly to: number }
    | { readonly kind: "exponential"; readonly mean: number }
    | { readonly kind: "pareto"; readonly shape: number; readonly least: number }
    | undefined;
  readonly seed?: number | undefined;
  readonly faults?: Readonly<Record<string, number>> | undefined;
  readonly delivery?: "reliable" | "lossy" | undefined;
}

/** What a scenario shows itself on: a terminal, a pipe, later a page. What it says is the same on each. */
export interface Screen {
  readonly language: Language;
  /** The scenario's own options, as given or by default. */
  readonly option: (name: string) => string;
  /** How the networks that a scenario makes are to compute: for their NetworkOptions. */
  readonly computing: Computing;
  /** A heading, with room above it. */
  readonly heading: (text: string) => Promise<void>;
  /** Text: paragraphs are wrapped to the width of the screen, lines that begin with a blank are kept as they are. */
  readonly print: (text: string) => Promise<void>;
  /** Rows under headings; columns of numbers are aligned at the right. */
  readonly table: (headings: readonly string[], rows: readonly (readonly string[])[]) => Promise<void>;
  /**
   * Message flow, one event after another (the first run that a scenario shows is the one that the command line can write
   * to a file): on a terminal a moving picture of the network with a sentence for each event
   * (waiting for a key with --step); elsewhere one line an event.
   */
  readonly flow: (trace: Trace, selection?: TraceSelection) => Promise<void>;
  /** Any view of a run, by its name: marbles, gantt, space-time, … */
  readonly view: (
    name: ViewName,
    trace: Trace,
    selection?: Pick<ViewOptions, "at" | keyof TraceSelection>,
  ) => Promise<void>;
  /** Which rank does what when in a schedule, and why it waits. */
  readonly schedule: (timetable: Timetable, options: ScheduleNaming) => Promise<void>;
  /** A curve, e.g. of the loss, over the steps of a run. */
  readonly curve: (title: string, values: readonly number[]) => Promise<void>;
  /**
   * Pictures that replace each other in place on a terminal; elsewhere only the last one is printed. Resolves when the
   * stream completes, rejects with its error.
   */
  readonly live: (pictures$: Observable<string>) => Promise<void>;
  /** Lets timers, keys and signals have their turn when some time has passed: for TrainOptions.pause. */
  readonly pause: () => Promise<void> | undefined;
}

/** A script that shows something. `run` is called by the command line, and by the script itself when run as a file. */
export interface Scenario {
  readonly name: string;
  /** One line for the list. */
  readonly summary: string;
  /** Options of its own: name, what it is for, and its default. */
  readonly options: readonly { readonly name: string; readonly help: string; readonly fallback: string }[];
  /**
   * "own": it says itself how messages travel, or nothing travels in it, so that no other world can be asked for. Otherwise its
   * networks take what `Screen.computing` says.
   */
  readonly world?: "own";
  readonly run: (screen: Screen) => Promise<void>;
}
