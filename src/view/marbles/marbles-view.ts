import type { View } from "../view.ts";
import { marblesSvg } from "./marbles-svg.ts";
import { marblesText } from "./marbles-text.ts";

/** A marble diagram of every neuron's two streams, time running right. */
export const marblesView: View = { text: marblesText, svg: marblesSvg };
