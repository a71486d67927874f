import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { formatNumber } from "../number-text.ts";
import { plainPaint } from "../paint.ts";
import type { NeuronState } from "../terminal/diagram/diagram-box.ts";
import { type DiagramOptions, synapseKey } from "../terminal/diagram/diagram-options.ts";
import { createDiagram } from "../terminal/diagram/network-diagram.ts";
import { truncate } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";
import { captionOf } from "./caption.ts";
import { happeningOf } from "./happening.ts";
import { groupTables } from "./group-tables.ts";
import { layOutNetwork } from "./network-layout.ts";
import { neuronTable, synapseTable } from "./number-tables.ts";
import { pictureWordsOf } from "./picture-words.ts";
import type { SceneMode } from "./scene-kit.ts";
import { fillBoard } from "./scene-texts.ts";
import { shownMoment } from "./shown-moment.ts";
import type { Sheet } from "./text-sheet.ts";

/** A network right after an event of its run: the diagram, and under it the numbers of each neuron or synapse. */
export function networkText(trace: Trace, options: ViewOptions, mode: SceneMode): string[] {
  const { language = "en", columns = 80, paint = plainPaint } = options;
  const words = pictureWordsOf(language);
  const moment = shownMoment(trace, options);
  const model = moment?.model ?? parseNetwork(trace.header.network);
  const { inputErrors, level } = trace.header.options;
  const layout = layOutNetwork(model, {
    chosen: options.neurons,
    detail: level === "population" ? "groups" : undefined,
  });
  const board = moment && fillBoard(layout, moment.state, moment.which, model);
  const numbers = board?.numbers ?? new Map<string, number>();
  const texts = board?.texts ?? new Map<string, string>();
  const chosen = options.neurons && new Set(options.neurons);
  const sheet: Sheet = { layout, mode, numbers, texts, words, language, chosen, columns, paint };
  const versions = { version: texts.get("version"), feedbackVersion: texts.get("feedbackVersion") };
  const caption = moment && captionOf(trace, moment, versions, mode, language);
  const wrap = (text: string, shade: (line: string) => string): string[] =>
    text === "" ? [] : wrapLine(text, columns).map(shade);
  const same = (line: string): string => line;
  const isReversed = mode === "reversed";
  const diagram = createDiagram(model, { columns })({
    mode: isReversed ? "reversed" : layout.tells === "norms" ? "plain" : "forward",
    paint,
    neurons: statesOf(sheet),
    weights: weightsOf(sheet),
    inputErrors,
    ...highlightOf(moment?.state.event, mode),
  });
  return [
    ...wrap(words.titles[mode], paint.bold),
    ...wrap(caption?.moment ?? words.nothing, paint.dim),
    ...wrap(caption?.sentence ?? "", same),
    ...(caption?.notes ?? []).flatMap((note) => wrap(note, paint.dim)),
    "",
    ...diagram,
    "",
    ...(layout.detail === "groups" ? groupTables(sheet) : []),
    ...(layout.detail === "groups" ? [] : mode === "overlay" ? synapseTable(sheet) : neuronTable(sheet)),
    ...lossLine(sheet),
  ];
}

/** The message that has just arrived, or the neuron that has just computed something, marked in the diagram. */
function highlightOf(
  event: TraceEvent | undefined,
  mode: SceneMode,
): Pick<DiagramOptions, "message" | "busy"> {
  const { neuron, message } = (event && happeningOf(event, mode)) ?? {};
  return { busy: neuron, message };
}

/** What the diagram shows of each neuron. */
function statesOf({ layout, numbers }: Sheet): Map<string, NeuronState> {
  const states = new Map<string, NeuronState>();
  layout.nodes.forEach(({ id, isInput }, node) => {
    const state: { -readonly [Key in keyof NeuronState]: NeuronState[Key] } = {};
    for (const key of ["z", "a", "gain", "delta"] as const) {
      const value = numbers.get(`${key === "a" && isInput ? "x" : key}/${node}`);
      if (value !== undefined) state[key] = value;
    }
    states.set(id, state);
  });
  return states;
}

function weightsOf({ layout, mode, numbers }: Sheet): Map<string, number> {
  const weights = new Map<string, number>();
  layout.links.forEach(({ from, to }, link) => {
    const value = numbers.get(`${mode === "reversed" ? "feedback" : "weight"}/${link}`);
    const [source, target] = [layout.nodes[from], layout.nodes[to]];
    if (value !== undefined && source && target) weights.set(synapseKey(source.id, target.id), value);
  });
  return weights;
}

function lossLine({ numbers, words, columns }: Sheet): string[] {
  const loss = numbers.get("loss");
  return ["", truncate(`${words.loss} L ${loss === undefined ? "·" : formatNumber(loss)}`, columns)];
}
