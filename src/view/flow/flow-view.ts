import { parseNetwork } from "../../model/parse-network.ts";
import { chosenEvents } from "../export/chosen-events.ts";
import { plainPaint } from "../paint.ts";
import { stillFlow } from "../terminal/flow/still-flow.ts";
import { wrapText } from "../terminal/wrap.ts";
import type { View } from "../view.ts";
import { flowSvg } from "./flow-svg.ts";
import { flowWordsOf } from "./flow-words.ts";

/** A line an event: more than so many nobody reads. */
const mostEvents = 2000;

/** Message flow, event by event. Of many events the first are told; with `at`, the last ones up to it. */
export const flowView: View = {
  text(trace, options) {
    const { language = "en", columns = 80, paint = plainPaint } = options;
    const isEnd = options.at !== undefined;
    const chosen = chosenEvents(trace, options);
    const events = isEnd ? chosen.slice(-mostEvents) : chosen.slice(0, mostEvents);
    const blocks = stillFlow(parseNetwork(trace.header.network), events, language, { columns, paint });
    const lines = blocks.flatMap((block, i) => (i === 0 ? block : ["", ...block]));
    if (events.length === chosen.length) return lines;
    const note = flowWordsOf(language).leftOut({ events: events.length, of: chosen.length, isEnd });
    return [...lines, "", ...wrapText(note, columns)];
  },
  svg: flowSvg,
};
