import { productsOf, type TraceEvent } from "../../trace/event.ts";
import { formatNumber } from "../number-text.ts";

/**
 * The numbers of an event's first sample that a table of its neuron's sum is made of. Of a message: value, weight, product.
 * "feed": x. "activate": bias, z, a, gain. "error": value, and what it is. "delta": sum, gain, added, delta; what there is
 * not is "".
 */
export function factsOf(event: TraceEvent): string[] {
  switch (event.kind) {
    case "feed":
      return [first(event.values)];
    case "deliver":
      return [first(event.values), formatNumber(event.weight), first(productsOf(event))];
    case "activate":
      return [formatNumber(event.bias), first(event.z), first(event.a), first(event.gain)];
    case "error":
      return [first(event.values), event.enters === "activation" ? "∂L/∂a" : "∂L/∂z"];
    case "delta":
      return [first(event.sum), first(event.gain), first(event.added), first(event.delta)];
    default:
      return [];
  }
}

function first([value]: readonly number[]): string {
  return value === undefined ? "" : formatNumber(value);
}
