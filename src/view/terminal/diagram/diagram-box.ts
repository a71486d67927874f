import { fitNumber } from "../../number-text.ts";
import type { Shade } from "../../paint.ts";
import type { Canvas } from "./canvas.ts";
import type { DiagramNode } from "./diagram-graph.ts";
import type { Box, Form } from "./diagram-layout.ts";
import { padRight, truncate, widthOf } from "../text-width.ts";

/** What is known of a neuron so far, for one sample; what is not yet computed is left out, and shown as "·". */
export interface NeuronState {
  readonly z?: number;
  readonly a?: number;
  readonly gain?: number;
  readonly delta?: number;
}

/** "forward": z and a; "amplifier": δ and the constant gain; "plain": the activation function. */
export type Role = "forward" | "amplifier" | "plain";

export interface BoxStyle {
  readonly form: Form;
  readonly role: Role;
  readonly shows: "neuron" | "group";
  /** "busy": it is the neuron that has just computed something. */
  readonly look: "quiet" | "busy";
  readonly shade: Shade | undefined;
}

/** Draws a neuron, or a group of them. An amplifier points to the left, where its output goes. */
export function drawNode(
  canvas: Canvas,
  box: Box,
  node: DiagramNode,
  state: NeuronState,
  style: BoxStyle,
): void {
  if (style.form !== "box") drawLabel(canvas, box, node, state, style);
  else if (style.shows === "group") drawBox(canvas, box, node, groupLines(node), style);
  else drawBox(canvas, box, node, stateLines(node, state, style.role, box.width - 3), style);
}

function drawBox(
  canvas: Canvas,
  box: Box,
  node: DiagramNode,
  lines: readonly string[],
  style: BoxStyle,
): void {
  const { x, y, width, height } = box;
  const { shade } = style;
  const isBusy = style.look === "busy";
  const [line, wall, corners] = isBusy ? ["━", "┃", "┏┓┗┛"] : ["─", "│", "╭╮╰╯"];
  const pointOf = (row: number): number =>
    style.role === "amplifier" ? Math.floor(Math.abs(row - (height - 1) / 2)) : 0;
  const title = truncate(node.id, width - 5 - pointOf(0));
  for (const row of [0, height - 1]) {
    const point = pointOf(row);
    const caption = row === 0 ? `${line} ${title} ` : "";
    const left = style.role === "amplifier" ? (row === 0 ? "╱" : "╲") : corners.charAt(row === 0 ? 0 : 2);
    const rule = line.repeat(Math.max(0, width - point - 2 - widthOf(caption)));
    canvas.write(x + point, y + row, `${left}${caption}${rule}${corners.charAt(row === 0 ? 1 : 3)}`, shade);
  }
  const firstLine = 1 + Math.floor((height - 2 - lines.length) / 2);
  for (let row = 1; row < height - 1; row++) {
    const point = pointOf(row);
    const left = style.role === "amplifier" ? leftEdge(row, height) : wall;
    const text = truncate(lines[row - firstLine] ?? "", width - 3);
    canvas.write(x + point, y + row, `${left}${" ".repeat(Math.max(0, width - point - 2))}${wall}`, shade);
    canvas.write(x + Math.max(2, point + 2), y + row, text, isBusy ? "bold" : shade);
  }
}

/** The edge of an amplifier: it comes to a point half way down. */
function leftEdge(row: number, height: number): string {
  const middle = (height - 1) / 2;
  return row < middle ? "╱" : row > middle ? "╲" : "◁";
}

function drawLabel(canvas: Canvas, box: Box, node: DiagramNode, state: NeuronState, style: BoxStyle): void {
  const { x, y, width } = box;
  const isTall = style.form === "tall-label";
  const isBusy = style.look === "busy";
  const shade = isBusy ? "bold" : style.shade;
  const value = style.role === "amplifier" ? state.delta : state.a;
  const id = truncate(node.id, width - 2);
  const room = isTall ? width : width - 3 - widthOf(id);
  const number = value === undefined ? "·" : fitNumber(value, room);
  const hasNumber = style.role !== "plain" && room >= 4;
  const left = style.role === "amplifier" ? "◁" : isBusy ? "[" : "(";
  const text = padRight(hasNumber && !isTall ? `${id} ${number}` : id, width - 2);
  canvas.write(x, y, `${left}${text}${isBusy ? "]" : ")"}`, shade);
  if (hasNumber && isTall) canvas.write(x + (number.length < width ? 1 : 0), y + 1, number, shade);
}

function groupLines(node: DiagramNode): string[] {
  return [`×${node.neurons}`, node.activation];
}

function stateLines(
  node: DiagramNode,
  { z, a, gain, delta }: NeuronState,
  role: Role,
  width: number,
): string[] {
  const line = (name: string, value: number | undefined): string =>
    `${name} ${value === undefined ? "·" : fitNumber(value, width - widthOf(name) - 1)}`;
  if (role === "plain") return [node.isInput ? "input" : node.activation];
  if (role === "amplifier") return [line("δ", delta), line("σ'", gain)];
  return node.isInput ? [line("x", a)] : [line("z", z), line("a", a)];
}
