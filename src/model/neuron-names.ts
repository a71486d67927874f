import { suggest } from "../math/suggestion.ts";
import { describeValue, type ProblemList } from "./problem-list.ts";

/** So many comparisons of names are made for suggestions in one file; they would be quadratic otherwise. */
const mostComparisons = 50_000;

/** Slots by id, for a file that may have ids that are wrong. */
export interface NeuronNames {
  /** The slot of the neuron with that id, or −1, which adds a problem at `path` that names the nearest id. */
  readonly slotOf: (id: string, path: string) => number;
}

/** Collects the ids of neurons, of which each must have its own; undefined is an id that could not be read. */
export function neuronNames(
  neurons: readonly { readonly id?: string | undefined }[],
  problems: ProblemList,
): NeuronNames {
  const slots = new Map<string, number>();
  neurons.forEach(({ id }, slot) => {
    if (id === undefined) return;
    const other = slots.get(id);
    if (other === undefined) slots.set(id, slot);
    else {
      const got = `${describeValue(id)}, which neurons[${other}] has`;
      problems.add(`neurons[${slot}].id`, `expected an id of its own; got ${got}`);
    }
  });

  let ids: string[] | undefined;
  let comparisons = 0;
  const hint = (id: string): string => {
    comparisons += slots.size;
    if (comparisons > mostComparisons) return "";
    ids ??= [...slots.keys()];
    const meant = suggest(id, ids);
    return meant === undefined ? "" : ` (did you mean ${describeValue(meant)}?)`;
  };
  const slotOf = (id: string, path: string): number => {
    const slot = slots.get(id);
    if (slot !== undefined) return slot;
    problems.add(path, `expected the id of a neuron; got ${describeValue(id)}${hint(id)}`);
    return -1;
  };
  return { slotOf };
}
