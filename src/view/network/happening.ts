import type { TraceEvent } from "../../trace/event.ts";
import type { Direction } from "../../message/message.ts";
import type { NetworkLayout } from "./network-layout.ts";
import type { Highlight, SceneMode } from "./scene-kit.ts";

/** Where an event happens: at a neuron, or over a synapse from a sender to a receiver. */
export interface Happening {
  readonly neuron?: string | undefined;
  readonly message?:
    { readonly direction: Direction; readonly from: string; readonly to: string } | undefined;
}

/** Where an event happens, as far as a picture of this direction shows it. */
export function happeningOf(event: TraceEvent, mode: SceneMode): Happening {
  const shows = (direction: Direction): boolean =>
    mode === "overlay" || (direction === "forward") === (mode === "forward");
  switch (event.kind) {
    case "deliver": {
      const { direction, from, to } = event;
      return shows(direction) ? { message: { direction, from, to } } : {};
    }
    case "feed":
    case "activate":
      return shows("forward") ? { neuron: event.neuron } : {};
    case "delta":
      return shows("backward") ? { neuron: event.neuron } : {};
    case "error":
      return shows("backward") ? { neuron: event.to } : {};
    case "gradient":
    case "commit":
      return { neuron: event.neuron };
    default:
      return {};
  }
}

/** The same by what a layout calls it. */
export function highlightIn({ links, nodeOf }: NetworkLayout, { neuron, message }: Happening): Highlight {
  if (message === undefined) return { node: neuron === undefined ? undefined : nodeOf(neuron) };
  const isForward = message.direction === "forward";
  const [from, to] = (isForward ? [message.from, message.to] : [message.to, message.from]).map(nodeOf);
  const link = links.findIndex((each) => each.from === from && each.to === to);
  return { link, way: isForward ? "down" : "up" };
}
