import type { Model } from "../../model/model.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { Trace, TraceLevel } from "../../trace/header.ts";
import { firstPast } from "../../trace/replay/group.ts";
import { chosenEvents } from "../export/chosen-events.ts";
import type { ViewOptions } from "../view.ts";
import { type Lanes, lanesOf } from "./lanes.ts";
import { labelledBy, type LabelledBy } from "../time-axis/moment-labels.ts";
import { type SpaceTime, spaceTimeOf } from "./space-time.ts";
import { eventsAt, showTicks, type Ticks, timesOf } from "../time-axis/ticks.ts";

/** A part of a run in space and time, drawn by nobody yet. */
export interface SpaceTimePicture extends SpaceTime {
  readonly network: string;
  readonly level: TraceLevel;
  readonly lanes: Lanes;
  /** Places of the lines that are drawn, in their order: without those on which nothing of a selection happens. */
  readonly drawnLanes: readonly number[];
  readonly ticks: Ticks;
  readonly labelledBy: LabelledBy;
}

/** What a form has room for. */
export interface Room {
  readonly lanes: number;
  readonly ticks: number;
  /** Points and arrows. */
  readonly things: number;
}

/** As many ticks as there is room for: the first ones, or those up to event `at`. */
export function spaceTimePicture(trace: Trace, options: ViewOptions, room: Room): SpaceTimePicture {
  const { level } = trace.header.options;
  const model = parseNetwork(trace.header.network);
  const chosen = chosenEvents(trace, options);
  const lanes = lanesFor(model, level, options, room);
  const times = timesOf(chosen);
  const side = options.at === undefined ? "first" : "last";
  const show = (most: number) => {
    const ticks = showTicks(times, most, side);
    const shown = eventsAt(chosen, ticks);
    const options = { lanes, ticks, most: room.things, chosen, whole: trace.events };
    return { ticks, shown, scene: spaceTimeOf(shown, options) };
  };
  const isWhole = ({ scene }: ReturnType<typeof show>): boolean => scene.drawn === scene.events;
  let found = show(room.ticks);
  if (!isWhole(found)) {
    const tooMany = firstPast(1, Math.min(room.ticks, times.length), (most) => !isWhole(show(most)));
    found = show(Math.max(1, tooMany - 1));
  }
  const { ticks, shown, scene } = found;
  const drawnLanes = usedLanes(scene, lanes, options);
  return {
    ...scene,
    network: model.name,
    level,
    lanes,
    drawnLanes,
    ticks,
    labelledBy: labelledBy(shown),
  };
}

/** Events of whole populations have no place on the lines of neurons. */
function lanesFor(model: Model, level: TraceLevel, options: ViewOptions, room: Room): Lanes {
  return lanesOf(model, options, room.lanes - 2, level === "population" ? "populations" : "neurons");
}

/** A neuron on whose line nothing happens yet is there; who has nothing to do with a selection is not. */
function usedLanes({ points, arrows }: SpaceTime, { list }: Lanes, { neurons }: ViewOptions): number[] {
  const used = new Set<number>();
  for (const { lane } of points) used.add(lane);
  for (const { from } of arrows) used.add(from);
  return [...list.keys()].filter((lane) => {
    const isNeuron = list[lane]?.role === "neurons";
    return used.has(lane) || (isNeuron && neurons === undefined);
  });
}
