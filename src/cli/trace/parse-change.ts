import { shown } from "../../math/suggestion.ts";
import type { Change } from "../../trace/change.ts";
import { numberArgument, wholeFrom } from "../io/options.ts";

const anyNumber = { text: "a finite number", holds: Number.isFinite };

/**
 * `weight:h1:o1=0.5`, `bias:h1=0.1`, `activation:i1:0:2=0.7` (batch 0, sample 2), `delta:o1:0:2=0.1`. Names may hold
 * colons where that leaves no doubt: the last ones count.
 * @throws RangeError `--change: expected …; got …`
 */
export function parseChange(text: string, name: string): Change {
  const equals = text.lastIndexOf("=");
  const [kind = "", ...places] = text.slice(0, Math.max(0, equals)).split(":");
  const value = (): number => numberArgument(name, text.slice(equals + 1), anyNumber);
  if (kind === "bias" && places.length > 0) return { kind, neuron: places.join(":"), value: value() };
  if (kind === "weight" && places.length === 2) {
    const [from = "", to = ""] = places;
    return { kind, from, to, value: value() };
  }
  if ((kind === "activation" || kind === "delta") && places.length > 2) {
    const [batch = "", sample = ""] = places.slice(-2);
    return {
      kind: "message",
      direction: kind === "activation" ? "forward" : "backward",
      from: places.slice(0, -2).join(":"),
      batch: numberArgument(name, batch, wholeFrom(0)),
      sample: numberArgument(name, sample, wholeFrom(0)),
      value: value(),
    };
  }
  throw new RangeError(
    `${name}: expected weight:FROM:TO=VALUE, bias:NEURON=VALUE, activation:NEURON:BATCH:SAMPLE=VALUE or ` +
      `delta:NEURON:BATCH:SAMPLE=VALUE; got ${shown(text)}`,
  );
}
