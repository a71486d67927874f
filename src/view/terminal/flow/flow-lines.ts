import { productsOf, type TraceEvent } from "../../../trace/event.ts";
import { narratorOf } from "../../narration.ts";
import type { Phase } from "../../../trace/phase.ts";
import { firstOf, mostNamed, type Narrator, signed } from "../../narrator.ts";
import { alignNumbers, formatNumber } from "../../number-text.ts";
import { type Paint, plainPaint, type Shade } from "../../paint.ts";
import type { Language } from "../../language.ts";
import { followEvents, type Moment, neuronOf, type Term } from "./flow-moments.ts";
import { padLeft, padRight, truncate, widthOf } from "../text-width.ts";
import { wrapLine } from "../wrap.ts";

export interface LineOptions {
  /** Longer lines are broken; 80 unless said. */
  readonly columns?: number | undefined;
  readonly paint?: Paint | undefined;
}

/** A stretch of a run that belongs together: one phase of one micro-batch. */
export interface FlowPart {
  readonly phase: Phase;
  /** Lines of their own. */
  readonly heading: readonly string[];
  readonly lines: readonly string[];
  /** What is known at its end. */
  readonly last: Moment;
}

/** Directions that are told apart without colour: ▼ flows down, ▲ back up, ◆ turns round. */
const gutters: Readonly<Record<Phase, string>> = {
  start: "·",
  forward: "▼",
  loss: "◆",
  backward: "▲",
  gradient: "×",
  commit: "✓",
  end: "·",
};

const shades: Readonly<Record<Phase, Shade>> = {
  start: "bold",
  forward: "forward",
  loss: "bold",
  backward: "backward",
  gradient: "bold",
  commit: "bold",
  end: "bold",
};

/** Message flow as text: a line for each event under a heading for each phase, their numbers under each other. */
export function flowLines(
  events: readonly TraceEvent[],
  language: Language,
  options: LineOptions = {},
): string[] {
  return flowParts(events, language, options).flatMap(({ heading, lines }, index) => [
    ...(index === 0 ? [] : [""]),
    ...heading,
    ...lines,
  ]);
}

/** The parts of a flow in order. Forward, a receiver stands at the right of its arrow; backward, at the left. */
export function flowParts(
  events: readonly TraceEvent[],
  language: Language,
  { columns = 80, paint = plainPaint }: LineOptions = {},
): FlowPart[] {
  const narrator = narratorOf(language);
  const several = severalOf(events);
  const parts: Moment[][] = [];
  let key = "";
  for (const moment of followEvents(events)) {
    const { event, phase } = moment;
    const its = `${phase}/${event.batch}/${"microBatch" in event ? event.microBatch : ""}`;
    if (its !== key) parts.push([]);
    key = its;
    parts.at(-1)?.push(moment);
  }
  return parts.flatMap((moments) => {
    const last = moments.at(-1);
    if (last === undefined) return [];
    const { phase } = last;
    const gutter = ` ${paint[shades[phase]](gutters[phase])}  `;
    const { texts, indent } = textsOf(moments, narrator);
    const lines = texts.flatMap((text) =>
      wrapLine(" ".repeat(4) + text, columns, indent + 4).map((line, i) =>
        i === 0 ? gutter + line.slice(4) : line,
      ),
    );
    const heading = wrapLine(headingOf(last, several, narrator), columns).map(paint.bold);
    return [{ phase, heading, lines, last }];
  });
}

/** What has to be said of a part, to tell it from others. */
interface Several {
  readonly batches: boolean;
  readonly microBatches: boolean;
}

function severalOf(events: readonly TraceEvent[]): Several {
  const batches = new Set(events.flatMap((event) => ("batch" in event ? [event.batch] : [])));
  const microBatches = events.some((event) => "microBatch" in event && event.microBatch > 0);
  return { batches: batches.size > 1, microBatches };
}

/** The phase's name, and which batch, micro-batch and sample it is where there are several. */
function headingOf({ event, phase }: Moment, several: Several, { phases, words }: Narrator): string {
  const notes = [
    ...(several.batches ? [words.batch(event.batch)] : []),
    ...("microBatch" in event && several.microBatches ? [words.microBatch(event.microBatch)] : []),
    ...("samples" in event && event.samples.length > 1 ? [words.firstOf(event.samples.length)] : []),
  ];
  return notes.length === 0 ? phases[phase] : `${phases[phase]} (${notes.join(", ")})`;
}

/** The lines of a part without their gutter, and the column in which what they say begins. */
function textsOf(moments: readonly Moment[], narrator: Narrator): { texts: string[]; indent: number } {
  const routes = routesOf(moments);
  const products = alignedProducts(moments);
  const rows = alignedRows(moments);
  const indent = widthOf(routes[0] ?? "") + 3;
  const texts = moments.map((moment, i) => {
    const says = products[i] ?? rows[i] ?? describe(moment, narrator);
    return `${routes[i] ?? ""}   ${says}`.trimEnd();
  });
  return { texts, indent };
}

/** Who it happens to; for a message also where it comes from: `i1 ──▶ h1`, or backward `h1 ◀── o1`. */
function routesOf(moments: readonly Moment[]): string[] {
  const cut = (id: string): string => truncate(id, 14);
  const routes = moments.map(({ event }) => {
    const down = event.kind === "deliver" ? cut(event.from) : "";
    return { down, up: cut(event.kind === "loss" ? "L" : neuronOf(event)) };
  });
  const senders = Math.max(...routes.map(({ down }) => widthOf(down)));
  const receivers = Math.max(...routes.map(({ up }) => widthOf(up)));
  const isBackward = moments[0]?.phase === "backward";
  return routes.map(({ down, up }) => {
    if (senders === 0) return padRight(up, receivers);
    const arrow = down === "" ? "   " : isBackward ? "◀──" : "──▶";
    return isBackward
      ? `${padRight(up, receivers)} ${arrow} ${padRight(down, senders)}`
      : `${padLeft(down, senders)} ${arrow} ${padRight(up, receivers)}`;
  });
}

/** `a 0.05 · w 0.15 = 0.0075` for each message, in columns; undefined for other events. */
function alignedProducts(moments: readonly Moment[]): (string | undefined)[] {
  const messages = moments.flatMap(({ event }) => (event.kind === "deliver" ? [event] : []));
  const values = alignNumbers(messages.map((message) => message.values[0] ?? NaN));
  const weights = alignNumbers(messages.map((message) => message.weight));
  const products = alignNumbers(messages.map((message) => productsOf(message)[0] ?? NaN));
  let next = 0;
  return moments.map(({ event }) => {
    if (event.kind !== "deliver") return undefined;
    const i = next++;
    const symbol = event.direction === "forward" ? "a" : "δ";
    return `${symbol} ${values[i] ?? ""} · w ${weights[i] ?? ""} = ${products[i] ?? ""}`;
  });
}

/** `∂C/∂w  i1 0.0004386  i2 0.0008771  ∂C/∂b 0.008771` for each row, in columns; undefined for other events. */
function alignedRows(moments: readonly Moment[]): (string | undefined)[] {
  const cells = moments.map(({ event }) => {
    if (event.kind !== "gradient" && event.kind !== "commit") return undefined;
    const { from, weights, bias } = event;
    const shown = weights.length > mostNamed + 1 ? mostNamed : weights.length;
    const named = weights
      .slice(0, shown)
      .map((value, i) => `${truncate(from[i] ?? "?", 14)} ${formatNumber(value)}`);
    const others = weights.length > shown ? [`… +${weights.length - shown}`] : [];
    const [w, b] = event.kind === "gradient" ? ["∂C/∂w", "∂C/∂b"] : ["w", "b"];
    return [w, ...named, ...others, `${b} ${formatNumber(bias)}`];
  });
  const widths: number[] = [];
  for (const row of cells) row?.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return cells.map((row) => row?.map((cell, i) => padRight(cell, widths[i] ?? 0)).join("  "));
}

function describe({ event, sum, neurons }: Moment, { words }: Narrator): string {
  switch (event.kind) {
    case "feed":
      return `x = ${firstOf(event.values)}`;
    case "activate": {
      const terms =
        expand(sum?.terms ?? [], formatNumber(event.bias)) ?? `${formatNumber(event.bias)} + Σ w·a`;
      const z = `z = ${terms} = ${firstOf(event.z)}`;
      return `${z}   a = ${firstOf(event.a)}   ${words.gain} ${firstOf(event.gain)}`;
    }
    case "loss":
      return `L = ${firstOf(event.losses)}`;
    case "error": {
      const a = neurons.get(event.to)?.a;
      const facts = [
        ...(a === undefined ? [] : [`a ${formatNumber(a)}`]),
        ...(event.targets.length === 0 ? [] : [`${words.target} ${firstOf(event.targets)}`]),
      ];
      return [
        `${event.enters === "activation" ? "∂L/∂a" : "∂L/∂z"} = ${firstOf(event.values)}`,
        ...facts,
      ].join("   ");
    }
    case "delta": {
      const terms = sum?.terms ?? [];
      const added = event.added.length === 0 ? "" : ` ${signed(event.added)}`;
      if (terms.length === 0 && added !== "") return `δ = ∂L/∂z = ${firstOf(event.delta)}`;
      const total =
        terms.length < 2 ? undefined : expand(terms.slice(1), formatNumber(terms[0]?.product ?? NaN));
      const product = `${firstOf(event.gain)} · ${total === undefined ? firstOf(event.sum) : `(${total})`}`;
      return `δ = ${product}${added} = ${firstOf(event.delta)}`;
    }
    default:
      return "";
  }
}

/** `0.35 + 0.0075 - 0.02`; undefined where that would be long. */
function expand(terms: readonly Term[], start: string): string | undefined {
  if (terms.length > 2) return undefined;
  return terms.reduce((text, { product }) => `${text} ${signed([product])}`, start);
}
