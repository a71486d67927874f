import { parseNetwork } from "../../model/parse-network.ts";
import type { Trace, TraceHeader } from "../../trace/header.ts";
import { groupComputing } from "../groups/computing-groups.ts";
import type { ViewOptions } from "../view.ts";
import { distribute } from "./distribute.ts";
import { type Histograms, type Missing, phaseOfQuantity, quantities, type Quantity } from "./histograms.ts";
import { readMoment } from "./read-numbers.ts";

/** Groups that are shown beside the whole, at the most. */
const mostGroups = 6;

export function deriveHistograms(trace: Trace, options: ViewOptions): Histograms {
  const model = parseNetwork(trace.header.network);
  const groups = groupComputing(model, trace, options, mostGroups);
  const { batch, n, numbers } = readMoment(trace, model, groups, options);
  const { phases } = options;
  const shown = quantities.filter((quantity) => phases?.includes(phaseOfQuantity[quantity]) ?? true);
  const names = groups.list.map(({ name }) => name);
  const panels = shown.map((quantity) => {
    const own = numbers[quantity];
    return own.values.length === 0
      ? { quantity, missing: missingOf(quantity, trace.header, groups.list.length) }
      : distribute(quantity, own, names, groups.of);
  });
  return { batch, n, panels };
}

function missingOf(quantity: Quantity, { options }: TraceHeader, groups: number): Missing {
  const { level, phases } = options;
  const isTold = phases?.includes(phaseOfQuantity[quantity]) ?? true;
  if (!isTold && quantity !== "weights") return "phase";
  const tellsRows = level !== "population" && (quantity === "weights" || quantity === "gradients");
  if (level === "population" || (level === "commit" && !tellsRows)) return "level";
  return groups === 0 ? "neurons" : isTold ? "not yet" : "phase";
}
