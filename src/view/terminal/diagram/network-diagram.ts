import type { Model } from "../../../model/model.ts";
import { formatNumber } from "../../number-text.ts";
import { plainPaint, type Shade } from "../../paint.ts";
import { type Canvas, createCanvas } from "./canvas.ts";
import { drawNode, type Role } from "./diagram-box.ts";
import { type DiagramOptions, type DiagramSize, synapseKey, type Travelling } from "./diagram-options.ts";
import { drawPath, pointAt, type Stroke } from "./diagram-path.ts";
import type { Point } from "./diagram-layout.ts";
import { type Plan, planDiagram } from "./diagram-plan.ts";
import { truncate } from "../text-width.ts";

/**
 * A picture of a network in text: neurons in columns by depth, synapses as lines with a head at the receiving end.
 * A larger network is drawn population by population, then column by column, with the middle left out if need be.
 */
export function drawNetwork(model: Model, options: DiagramOptions & DiagramSize): string[] {
  return createDiagram(model, options)(options);
}

/** A network that is laid out once and drawn again and again: the same places for every mode and state. */
export function createDiagram(
  model: Model,
  { columns, rows = 24 }: DiagramSize,
): (options: DiagramOptions) => string[] {
  const plan = planDiagram(model, columns, rows);
  if (plan === undefined) return () => [truncate(summary(model), columns)];
  return (options) => drawPlan(plan, columns, options);
}

function drawPlan(plan: Plan, columns: number, options: DiagramOptions): string[] {
  const canvas = createCanvas(Math.min(columns, plan.layout.columns), plan.layout.rows);
  const active = activeLink(plan, options.message);
  const labels = labelLinks(plan, options);
  plan.graph.links.forEach((_, link) => {
    if (link !== active) drawLink(canvas, plan, link, options, labels, "quiet");
  });
  if (active !== undefined) drawLink(canvas, plan, active, options, labels, "active");
  drawNodes(canvas, plan, options);
  if (plan.showsLoss) drawLoss(canvas, plan, options);
  if (active !== undefined && options.message !== undefined)
    drawMessage(canvas, plan, active, options.message);
  return canvas.lines(options.paint ?? plainPaint);
}

/** The neurons at each depth, such as "2 → 4 → 1"; of many depths the first and the last. */
function summary(model: Model): string {
  const sizes: number[] = [];
  for (const { depth, size } of model.populations) sizes[depth] = (sizes[depth] ?? 0) + size;
  const shown = sizes.length > 8 ? [...sizes.slice(0, 4), "…", ...sizes.slice(-3)] : sizes;
  return shown.join(" → ");
}

function activeLink({ graph }: Plan, message: Travelling | undefined): number | undefined {
  if (message === undefined) return undefined;
  const [sender, receiver] = [graph.nodeOf(message.from), graph.nodeOf(message.to)];
  const [from, to] = message.direction === "forward" ? [sender, receiver] : [receiver, sender];
  const index = graph.links.findIndex((link) => link.from === from && link.to === to);
  return index < 0 ? undefined : index;
}

function drawLink(
  canvas: Canvas,
  { graph, layout }: Plan,
  link: number,
  options: DiagramOptions,
  labels: Labels,
  look: "quiet" | "active",
): void {
  const path = layout.paths[link] ?? [];
  const [start, end] = [path[0], path.at(-1)];
  const source = graph.nodes[graph.links[link]?.from ?? -1];
  if (start === undefined || end === undefined || source === undefined) return;
  const isReversed = options.mode === "reversed";
  const endsHere = isReversed && source.isInput && options.inputErrors !== "receive";
  const direction: Shade = isReversed ? "backward" : "forward";
  const stroke: Stroke = isReversed ? "dashed" : "solid";
  const isFaint = endsHere || (look === "quiet" && options.message !== undefined);
  const shade = look === "active" ? direction : "dim";
  const head = isReversed ? start : end;
  const label = endsHere ? undefined : labels.texts[link];
  const room = label === undefined ? 0 : labels.width + (layout.gap > labels.width + leastLine + 1 ? 2 : 1);
  drawPath(canvas, shorten(path, isReversed, room), isFaint ? "faint" : stroke, shade);
  if (endsHere) return;
  if (label !== undefined)
    canvas.write(isReversed ? head.x + 1 : head.x - label.length, head.y, label, shade);
  canvas.write(head.x, head.y, isReversed ? "◀" : "▶", look === "active" ? direction : undefined);
}

/** The path without `room` characters where its head and the weight stand. */
function shorten(path: readonly Point[], isReversed: boolean, room: number): Point[] {
  const at = isReversed ? 0 : path.length - 1;
  return path.map((point, index) =>
    index === at ? { x: point.x + (isReversed ? room : -room), y: point.y } : point,
  );
}

/** The weights as texts, link by link, and the width of the widest. */
interface Labels {
  readonly texts: readonly (string | undefined)[];
  readonly width: number;
}

/** Characters that a line needs between two boxes to be recognised, its head included. */
const leastLine = 6;

/** Weights are shown if there is room for all of them: every head has its own place, and lines stay long enough. */
function labelLinks({ graph, layout }: Plan, { mode, weights }: DiagramOptions): Labels {
  const none: Labels = { texts: [], width: 0 };
  const heads = layout.paths.map((path) => (mode === "reversed" ? path[0] : path.at(-1)));
  const places = new Set(heads.map((head) => `${head?.x ?? 0}/${head?.y ?? 0}`));
  if (weights === undefined || graph.detail !== "neurons" || places.size < heads.length) return none;
  const values = graph.links.map(({ from, to }) =>
    weights.get(synapseKey(graph.nodes[from]?.id ?? "", graph.nodes[to]?.id ?? "")),
  );
  for (const digits of [4, 3, 2]) {
    const texts = values.map((value) => (value === undefined ? undefined : formatNumber(value, digits)));
    const width = Math.max(0, ...texts.map((text) => text?.length ?? 0));
    if (layout.gap >= width + leastLine) return { texts, width };
  }
  return none;
}

function drawNodes(canvas: Canvas, { graph, layout }: Plan, options: DiagramOptions): void {
  const busy = options.busy === undefined ? undefined : graph.nodeOf(options.busy);
  graph.nodes.forEach((node, index) => {
    const box = layout.boxes[index];
    if (box === undefined) return;
    const isAmplifier = options.mode === "reversed" && !(node.isInput && options.inputErrors !== "receive");
    const role: Role = isAmplifier ? "amplifier" : options.mode === "plain" ? "plain" : "forward";
    const isDim = options.mode === "reversed" && !isAmplifier;
    const shade: Shade | undefined =
      index === busy ? (options.mode === "reversed" ? "backward" : "forward") : isDim ? "dim" : undefined;
    const state = options.neurons?.get(node.id) ?? {};
    const shows = graph.detail === "neurons" ? "neuron" : "group";
    const look = index === busy ? "busy" : "quiet";
    drawNode(canvas, box, node, state, { form: layout.form, role, shows, look, shade });
  });
}

/** The loss behind the outputs of the last column: there the stream turns round. */
function drawLoss(canvas: Canvas, { graph, layout }: Plan, { mode }: DiagramOptions): void {
  graph.nodes.forEach((node, index) => {
    const box = layout.boxes[index];
    if (box === undefined || !node.isOutput || node.column < graph.columns - 1) return;
    const row = box.y + Math.floor((box.height - 1) / 2);
    canvas.write(box.x + box.width, row, mode === "reversed" ? "◀─ L" : "─▶ L", "dim");
  });
}

function drawMessage(canvas: Canvas, { layout }: Plan, link: number, message: Travelling): void {
  const path = layout.paths[link];
  if (path === undefined || message.share === undefined) return;
  const share = message.direction === "forward" ? message.share : 1 - message.share;
  const { x, y } = pointAt(path, share);
  canvas.write(x, y, "●", message.direction);
}
