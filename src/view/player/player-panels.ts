import type { Flow } from "../flow/flow-frames.ts";
import { element, type Markup, text } from "../svg/element.ts";
import { truncate } from "../terminal/text-width.ts";
import type { PlayerWords } from "./player-words.ts";

/** What is told beside the picture; the script fills it in. */
export function drawSide(words: PlayerWords): Markup {
  return element(
    "aside",
    { class: "player-panels" },
    panel("waiting", words.waiting, element("ul", { id: "waiting" }, "")),
    panel("narration", words.narration, element("ol", { id: "narration" }, "")),
  );
}

/** What is told under it. */
export function drawTables({ layout }: Flow, words: PlayerWords): Markup {
  const neurons = layout.nodes
    .map(({ id, shows, isInput }, node) => ({ id, node, isTold: shows === "neuron" && !isInput }))
    .filter(({ isTold }) => isTold && layout.detail === "neurons");
  return element(
    "div",
    { class: "player-panels player-tables" },
    panel("sum", words.sum, element("div", { id: "sum", "aria-live": "off" }, "")),
    panel(
      "barrier",
      words.barrier,
      element("p", { id: "barrier" }, "") + (neurons.length === 0 ? "" : tallyTable(neurons, words)),
    ),
  );
}

function panel(name: string, heading: string, content: Markup): Markup {
  return element(
    "section",
    { class: `player-panel player-panel-${name}`, "aria-labelledby": `${name}-heading` },
    element("h2", { id: `${name}-heading` }, text(heading)),
    content,
  );
}

/** What each neuron has gathered for its gradient. */
function tallyTable(
  neurons: readonly { readonly id: string; readonly node: number }[],
  { tally }: PlayerWords,
): Markup {
  const head = [tally.neuron, tally.done, tally.gradient, tally.version];
  const rows = neurons.map(({ id, node }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("bdi", {}, text(truncate(id, 16)))),
      ...["done", "gradient-of-bias", "version"].map((what) =>
        element("td", { "data-slot": `${what}/${node}` }, "·"),
      ),
    ),
  );
  const table = element(
    "table",
    { class: "player-tally" },
    element(
      "thead",
      {},
      element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, text(name)))),
    ),
    element("tbody", {}, ...rows),
  );
  return element("div", { class: "player-scroll" }, table);
}

export function drawHelp(words: PlayerWords): Markup {
  const rows = words.keys.map(([keys, what]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, element("kbd", {}, text(keys))),
      element("td", {}, text(what)),
    ),
  );
  return element(
    "dialog",
    { id: "help", "aria-labelledby": "help-heading" },
    element("h2", { id: "help-heading" }, text(words.help)),
    element("table", {}, element("tbody", {}, ...rows)),
    element("form", { method: "dialog" }, element("button", { type: "submit" }, text(words.close))),
  );
}
