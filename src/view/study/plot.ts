/** Text over a picture: what it shows, and what else is to be known. */
export interface Caption {
  readonly title: string;
  readonly notes: readonly string[];
}

/** The values of several runs at one place: the middle one, and the least and the greatest. What is not finite has no place. */
export interface Point {
  readonly x: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface PlotLine {
  readonly name: string;
  readonly points: readonly Point[];
}

/** Where x stands: a quantity, or the places of a list of values, each with its label. */
export type Across =
  | { readonly kind: "quantity"; readonly label: string; readonly isLogarithmic: boolean }
  /** x is the number of a value in the list. `isNumeric`: neighbours are joined. */
  | {
      readonly kind: "values";
      readonly label: string;
      readonly values: readonly string[];
      readonly isNumeric: boolean;
    };

/** One quantity over another, a line each for several things, with the spread of several runs. */
export interface LinePlot extends Caption {
  readonly across: Across;
  /** What is measured, with its unit. */
  readonly measured: string;
  readonly isLogarithmic: boolean;
  /** What the names of the lines are names of; empty where there is but one. */
  readonly naming: string;
  readonly lines: readonly PlotLine[];
  /** What is said of points that are not finite; where there are any. */
  readonly notFinite: string;
}
