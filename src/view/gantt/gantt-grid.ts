import { parseNetwork } from "../../model/parse-network.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/header.ts";
import { chosenEvents } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";
import { type Stages, stagesOf } from "./stages.ts";

/**
 * What can stand in a cell: "given" to an input, "forward" (activations), "loss", "backward" (error signals),
 * "gradient" (of the weights). A commit is a line at the end of its tick.
 */
export type GanttTask = "given" | "forward" | "loss" | "backward" | "gradient";

export interface GanttEntry {
  readonly task: GanttTask;
  readonly batch: number;
  /** undefined where a task is one of the whole batch */
  readonly microBatch: number | undefined;
}

/** A stage, or the loss, tick by tick. Ticks in which nothing happens there have no entry. */
export interface GanttRow {
  /** undefined for the loss */
  readonly name: string | undefined;
  readonly neurons: number;
  /** Whether it is a stage that does work: only these count in what is idle. */
  readonly computes: boolean;
  readonly cells: ReadonlyMap<number, readonly GanttEntry[]>;
  /** Ticks that end with a commit. */
  readonly commits: ReadonlySet<number>;
}

/** A run as a pipeline chart: rows of stages, columns of ticks (whole units of the trace's time). */
export interface GanttGrid {
  readonly rows: readonly GanttRow[];
  readonly together: Stages["together"];
  /** Whether the trace tells when neurons compute; otherwise nobody can say who waits. */
  readonly tellsWork: boolean;
  /** The first tick, and the one after the last; equal where nothing happens. */
  readonly from: number;
  readonly to: number;
  /** The first tick of each batch, ascending. */
  readonly batches: readonly { readonly batch: number; readonly tick: number }[];
  /** The greatest number of a micro-batch in a cell. */
  readonly lastMicroBatch: number;
}

/** The grid of all that is chosen. Takes linear time of the events, and makes no object of one that changes no cell. */
export function ganttGrid(trace: Trace, options: ViewOptions): GanttGrid {
  const stages = stagesOf(parseNetwork(trace.header.network));
  const chosen = options.neurons && new Set(options.neurons.map(stages.ofNeuron));
  const rows = [
    ...stages.stages.map((stage) => newRow(stage.name, stage.neurons, stage.computes)),
    newRow(undefined, 0, false),
  ];
  const lossRow = rows.length - 1;
  const batches: { batch: number; tick: number }[] = [];
  let [from, to, lastMicroBatch] = [Infinity, -Infinity, 0];
  for (const event of chosenEvents(trace, options)) {
    if (event.kind === "deliver" || event.kind === "error") continue;
    const task = taskOf(event);
    if (task === undefined) continue;
    const tick = Math.floor(event.t);
    [from, to] = [Math.min(from, tick), Math.max(to, tick + 1)];
    const { batch } = event as { readonly batch: number };
    if (batches.at(-1)?.batch !== batch) batches.push({ batch, tick });
    const row = rows[task === "loss" ? lossRow : (stageOf(event, stages) ?? -1)];
    if (row === undefined || task === "batch") continue;
    if (task === "commit") {
      row.commits.add(tick);
      continue;
    }
    const isWhole = task === "gradient" || !("microBatch" in event);
    const microBatch = isWhole ? undefined : event.microBatch;
    addEntry(row.cells, tick, row.computes || task !== "forward" ? task : "given", batch, microBatch);
    lastMicroBatch = Math.max(lastMicroBatch, microBatch ?? 0);
  }
  const shown = rows.filter((row, r) => (r === lossRow ? row.cells.size > 0 : (chosen?.has(r) ?? true)));
  const hasTicks = from < to;
  return {
    rows: shown,
    together: stages.together,
    tellsWork: trace.header.options.level !== "commit",
    from: hasTicks ? from : 0,
    to: hasTicks ? to : 0,
    batches,
    lastMicroBatch,
  };
}

interface DraftRow extends GanttRow {
  readonly cells: Map<number, GanttEntry[]>;
  readonly commits: Set<number>;
}

function newRow(name: string | undefined, neurons: number, computes: boolean): DraftRow {
  return { name, neurons, computes, cells: new Map(), commits: new Set() };
}

/** Neurons of a stage do the same thing in the same tick: mostly it is the last entry already. */
function addEntry(
  cells: Map<number, GanttEntry[]>,
  tick: number,
  task: GanttTask,
  batch: number,
  microBatch: number | undefined,
): void {
  const entries = cells.get(tick);
  if (entries === undefined) {
    cells.set(tick, [{ task, batch, microBatch }]);
    return;
  }
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.task === task && entry.microBatch === microBatch && entry.batch === batch) return;
  }
  entries.push({ task, batch, microBatch });
}

function taskOf(event: TraceEvent): GanttTask | "batch" | "commit" | undefined {
  switch (event.kind) {
    case "batch":
    case "loss":
    case "gradient":
    case "commit":
      return event.kind;
    case "feed":
    case "activate":
      return "forward";
    case "delta":
      return "backward";
    case "population":
      return event.task;
    default:
      return undefined;
  }
}

function stageOf(event: TraceEvent, stages: Stages): number | undefined {
  if (event.kind === "population") return stages.ofPopulation(event.population);
  return "neuron" in event ? stages.ofNeuron(event.neuron) : undefined;
}
