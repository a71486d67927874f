import type { Model } from "../../model/model.ts";
import { forEachSynapse } from "../../model/synapses.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { formatNumber } from "../number-text.ts";
import { element, type Markup } from "../svg/element.ts";
import { label } from "../svg/label.ts";
import { truncate } from "../terminal/text-width.ts";
import { curveBetween, type Node, type PathsLayout } from "./paths-layout.ts";
import type { ChosenWeight, PassPaths, Path } from "./paths.ts";
import type { PathsWords } from "./paths-words.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- paths that are drawn lead through neurons that are shown */

/** All paths together are as wide as a neuron, and none is thinner than can be seen. */
const radius = 13;
const allPaths = 24;
const thinnest = 0.8;
const widest = 10;
const between = 0.4;

export const pictureStyle = [
  ".paths-link{fill:none;stroke:var(--line);stroke-width:1;opacity:.5}",
  ".paths-node{fill:var(--panel);stroke:var(--line);stroke-width:1.2}",
  ".paths-on{stroke:var(--ink);stroke-width:1.6}",
  ".paths-plus,.paths-minus{fill:none;stroke-linecap:butt;opacity:.85}",
  ".paths-plus{stroke:var(--task-i)}.paths-minus{stroke:var(--loss);stroke-dasharray:8 3}",
  ".paths-plus-bar{fill:var(--task-i)}.paths-minus-bar{fill:var(--loss)}",
  ".paths-small{font-size:11px}",
].join("");

/** The network, faint, and over it the largest paths side by side, each as wide as its |product| is large. */
export function drawPaths(
  model: Model,
  layout: PathsLayout,
  drawn: readonly Path[],
  weight: ChosenWeight,
  pass: PassPaths,
  words: PathsWords,
): Markup {
  const { nodes, columns } = layout;
  const links: Markup[] = [];
  forEachSynapse(model, (from, to) => {
    const [one, other] = [nodes.get(from), nodes.get(to)];
    if (one === undefined || other === undefined) return;
    links.push(element("path", { class: "paths-link", d: curveBetween(one, other, columns, 0) }));
  });
  const loss = { ...layout.loss, column: columns.length };
  const isShown = new Set(drawn.flatMap(({ steps }) => steps.map(({ slot }) => slot)).concat(weight.source));
  for (const slot of model.outputs) {
    const node = nodes.get(slot);
    if (node) links.push(element("path", { class: "paths-link", d: curveBetween(node, loss, columns, 0) }));
  }
  return element(
    "g",
    {},
    ...links,
    ...bands(drawn).map(({ path, width, shift }) => band(layout, path, weight.source, loss, width, shift)),
    ...[...nodes.values()].map((node) => neuron(model, node, isShown.has(node.slot), pass)),
    element("circle", { class: "paths-node paths-on", cx: loss.x, cy: loss.y, r: radius }),
    label(loss.x, loss.y + 4, "L", { class: "loss strong", anchor: "middle" }),
    ...columns.flatMap(({ x, hidden }) =>
      hidden === 0
        ? []
        : [
            label(x, layout.height + 14, words.moreNeurons(hidden), {
              class: "quiet paths-small",
              anchor: "middle",
            }),
          ],
    ),
  );
}

interface Band {
  readonly path: Path;
  readonly width: number;
  /** Its middle, below the middle of all. */
  readonly shift: number;
}

/** Every path keeps its place among the others all the way, so that those that share a synapse lie side by side. */
function bands(paths: readonly Path[]): Band[] {
  const total = paths.reduce((sum, { product }) => sum + Math.abs(product), 0);
  const room = Math.max(0, allPaths - paths.length * (thinnest + between));
  const shareOf = ({ product }: Path): number => (total > 0 ? Math.abs(product) / total : 0);
  const widths = paths.map((path) => Math.min(widest, thinnest + room * shareOf(path)));
  let at = -(widths.reduce((sum, width) => sum + width + between, 0) - between) / 2;
  return paths.map((path, i) => {
    const width = widths[i]!;
    const shift = at + width / 2;
    at += width + between;
    return { path, width, shift };
  });
}

function band(
  { nodes, columns }: PathsLayout,
  { steps, product }: Path,
  source: number,
  loss: { readonly x: number; readonly y: number; readonly column: number },
  width: number,
  shift: number,
): Markup {
  const spots = [nodes.get(source)!, ...steps.map(({ slot }) => nodes.get(slot)!), loss];
  const d = spots.slice(1).map((spot, i) => curveBetween(spots[i]!, spot, columns, shift)).join(""); // prettier-ignore
  return element("path", { class: product < 0 ? "paths-minus" : "paths-plus", "stroke-width": width, d });
}

function neuron(model: Model, { slot, x, y }: Node, isOnPath: boolean, pass: PassPaths): Markup {
  const { idOf } = neuronIds(model);
  const step = pass.listed
    .flatMap(({ steps }) => steps)
    .find((each) => each.slot === slot && each.gain !== undefined);
  const under = isOnPath && step?.gain !== undefined ? ` (${formatNumber(step.gain, 3)})` : "";
  const text = truncate(idOf(slot), under === "" ? 14 : 10) + under;
  return element(
    "g",
    {},
    element("circle", { class: isOnPath ? "paths-node paths-on" : "paths-node", cx: x, cy: y, r: radius }), // prettier-ignore
    label(x, y + radius + 13, text, {
      class: isOnPath ? "paths-small" : "quiet paths-small",
      anchor: "middle",
    }),
  );
}
