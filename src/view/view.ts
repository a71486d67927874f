import type { Trace } from "../trace/header.ts";
import type { TraceSelection } from "../trace/select.ts";
import type { Paint } from "./paint.ts";
import type { Language } from "./language.ts";
import type { Theme } from "./svg/palette.ts";

/** What every view can be asked for, beside the part of the run that is wanted. */
export interface ViewOptions extends TraceSelection {
  /** Number of the event after which the run is shown; its last one unless said. */
  readonly at?: number | undefined;
  /** "en" unless said. */
  readonly language?: Language | undefined;
  /** Width of text; 80 unless said. */
  readonly columns?: number | undefined;
  /** Colours of text; none unless said. */
  readonly paint?: Paint | undefined;
  /** Colours of SVG; "auto" unless said. */
  readonly theme?: Theme | undefined;
}

/** A way to draw a trace: a pure function for each form that it has. */
export interface View {
  /** Lines for a terminal, none wider than `columns`. */
  readonly text?: ((trace: Trace, options: ViewOptions) => string[]) | undefined;
  /** One picture that stands by itself. */
  readonly svg?: ((trace: Trace, options: ViewOptions) => string) | undefined;
  readonly mermaid?: ((trace: Trace, options: ViewOptions) => string) | undefined;
  readonly dot?: ((trace: Trace, options: ViewOptions) => string) | undefined;
}
