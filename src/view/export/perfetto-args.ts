import type { TraceEvent } from "../../trace/event.ts";
import { jsonOf, numbersText } from "../../trace/json.ts";
import { narrate } from "../narration.ts";
import type { Language } from "../language.ts";

/** What a viewer shows of an event when it is clicked: its sentence, and all of its numbers. As fields of JSON. */
export function eventFields(event: TraceEvent, language: Language): string {
  let fields = `"sentence":${JSON.stringify(narrate(event, language))}`;
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined || shownElsewhere.has(name)) continue;
    fields += `,${JSON.stringify(name)}:${fieldText(value)}`;
  }
  return fields;
}

/** Fields that a slice's name, its time and its arrows tell. */
const shownElsewhere = new Set(["kind", "t", "parents"]);

/** As jsonOf; the long lists of a neuron's weights, and of whose they are, without a text for each entry. */
function fieldText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return jsonOf(value);
  if (typeof value[0] === "number") return numbersText(value as readonly number[]);
  return typeof value[0] === "string" ? JSON.stringify(value) : jsonOf(value);
}
