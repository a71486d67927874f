import type { Observable } from "rxjs";
import type { Model } from "../model/model.ts";
import type { TraceEvent } from "../trace/event.ts";

export type Language = "en" | "zh";

/** What a scenario shows itself on: a terminal, a pipe, later a page. What it says is the same on each. */
export interface Screen {
  readonly language: Language;
  /** The scenario's own options, as given or by default. */
  readonly option: (name: string) => string;
  /** A heading, with room above it. */
  readonly heading: (text: string) => Promise<void>;
  /** Text: paragraphs are wrapped to the width of the screen, lines that begin with a blank are kept as they are. */
  readonly print: (text: string) => Promise<void>;
  /** Rows under headings; columns of numbers are aligned at the right. */
  readonly table: (headings: readonly string[], rows: readonly (readonly string[])[]) => Promise<void>;
  /**
   * Message flow, one event after another: on a terminal a moving picture of the network with a sentence for each event
   * (waiting for a key with --step); elsewhere one line an event.
   */
  readonly flow: (model: Model, events: readonly TraceEvent[]) => Promise<void>;
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
  readonly run: (screen: Screen) => Promise<void>;
}
