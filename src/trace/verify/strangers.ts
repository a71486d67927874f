import { shown, suggest } from "../../math/suggestion.ts";

/** Fields of an object that are none of those it may have, each as a problem: `seeed: expected no such field; …`. */
export function* strangersIn(path: string, value: object, known: readonly string[]): Generator<string> {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const meant = suggest(name, known);
    const hint = meant === undefined ? "" : ` (did you mean "${meant}"?)`;
    yield `${path === "" ? "" : `${path}: `}expected no field ${shown(name)}; got one${hint}`;
  }
}
