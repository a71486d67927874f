import type { Trace } from "../../../src/index.ts";
import { marblesView } from "../../../src/view/marbles/marbles-view.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { formsOf } from "../forms.ts";
import { type Rail, readRails } from "./rails.ts";

export const { textOf, svgOf } = formsOf(marblesView);

export const railsOf = (trace: Trace, options: ViewOptions = {}): ReadonlyMap<string, Rail> =>
  new Map(readRails(textOf(trace, options)).map((rail) => [rail.label.replace(/ +/g, " "), rail]));

export const marksOf = (rails: ReadonlyMap<string, Rail>, label: string): [number, string][] => [
  ...(rails.get(label)?.marks ?? []),
];
