import type { TraceHeader, TraceLevel } from "../../trace/header.ts";
import type { ViewOptions } from "../view.ts";
import { type Curve, type Missing, phaseOfQuantity, type Quantity } from "./curves.ts";

/** Why there is nothing to draw; undefined where there is something. */
export function missingOf(
  quantity: Quantity,
  curves: readonly Curve[],
  header: TraceHeader,
  options: ViewOptions,
): Missing | undefined {
  const { level, phases } = header.options;
  // What the weights were at first is known without a single commit.
  const isTold = phases?.includes(phaseOfQuantity[quantity]) ?? true;
  if (!isTold) return "phase";
  if (!levelTells(level, quantity)) return "level";
  if (curves.length === 0) return "neurons";
  if (curves.some(({ values }) => values.some((value) => value !== undefined))) return undefined;
  const isPass = quantity === "gain" || quantity === "delta";
  return level === "population" && options.samples !== undefined && isPass ? "samples" : "not yet";
}

function levelTells(level: TraceLevel, quantity: Quantity): boolean {
  return level !== "commit" || (quantity !== "gain" && quantity !== "delta");
}
