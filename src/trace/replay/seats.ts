import type { Direction } from "../../message/message.ts";
import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { populationAt, populationIndex } from "../../model/populations.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- projections have an entry in every column */

/** What the loss is called where neurons are named. */
export const lossName = "loss";

/** Seats, and the names of those who sit there. */
export interface Named {
  readonly seats: readonly number[];
  readonly names: readonly string[];
}

/**
 * Who takes part in a run, and who hears whom. A neuron's seat is its slot; the loss has the one after the last, hears
 * the outputs, and is heard by them on the way back.
 */
export interface Seats {
  readonly loss: number;
  readonly nameOf: (seat: number) => string;
  /** undefined where no neuron has that id; there is no id for the loss */
  readonly seatOf: (id: string) => number | undefined;
  /** The seat of a population's first neuron. */
  readonly firstOf: (population: string) => number | undefined;
  /** Whom a seat waits for, in the order in which it adds up what they say: synapse order, the loss last. */
  readonly senders: (seat: number, direction: Direction) => Named;
  /** Whether it is only given its numbers. */
  readonly isInput: (seat: number) => boolean;
}

export interface SeatsOptions {
  readonly inputErrors: "end" | "receive";
  /** Whether outputs wait for the loss: not where nobody knows what it says. */
  readonly errors: boolean;
}

/** No one. */
export const nobody: Named = { seats: [], names: [] };

/** Lists are the same for all neurons of a population, and made when first asked for. */
export function createSeats(model: Model, { inputErrors, errors }: SeatsOptions): Seats {
  const loss = model.neuronCount;
  const { idOf, slotOf } = neuronIds(model);
  const nameOf = (seat: number): string => (seat === loss ? lossName : idOf(seat));
  const named = (seats: readonly number[]): Named => ({ seats, names: seats.map(nameOf) });
  const outputs = Array.from(model.outputs);
  const isOutput = new Set(outputs);
  const { heard, hearing } = projectionsOf(model);
  const membersOf = (populations: readonly number[]): number[] =>
    populations.flatMap((index) => {
      const { first, size } = populationAt(model, index);
      return Array.from({ length: size }, (_, member) => first + member);
    });
  const makers: Readonly<Record<Direction, (population: number) => Named>> = {
    forward: (population) => named(membersOf(heard[population] ?? [])),
    backward: (population) => {
      const { first, activation } = populationAt(model, population);
      if (activation === "input" && inputErrors === "end") return nobody;
      const hears = errors && isOutput.has(first) ? [loss] : [];
      return named([...membersOf(hearing[population] ?? []), ...hears]);
    },
  };
  const made: Readonly<Record<Direction, Named[]>> = { forward: [], backward: [] };
  const ids = new Map<string, number | undefined>();
  let toLoss: Named | undefined;
  let firsts: Map<string, number> | undefined;
  return {
    loss,
    nameOf,
    seatOf: (id) => {
      const known = ids.get(id);
      if (known !== undefined || ids.has(id)) return known;
      const slot = slotOf(id);
      ids.set(id, slot);
      return slot;
    },
    firstOf: (population) => {
      firsts ??= new Map(model.populations.map(({ id, first }) => [id, first]));
      return firsts.get(population);
    },
    senders: (seat, direction) => {
      if (seat === loss) return direction === "forward" ? (toLoss ??= named(outputs)) : nobody;
      const population = populationIndex(model, seat);
      return (made[direction][population] ??= makers[direction](population));
    },
    isInput: (seat) => populationAt(model, populationIndex(model, seat)).activation === "input",
  };
}

/** The populations that each one hears, and is heard by, in synapse order. */
function projectionsOf({ projections, populations }: Model): { heard: number[][]; hearing: number[][] } {
  const heard: number[][] = populations.map(() => []);
  const hearing: number[][] = populations.map(() => []);
  for (let b = 0; b < projections.count; b++) {
    const [source, target] = [projections.source[b]!, projections.target[b]!];
    heard[target]!.push(source);
    hearing[source]!.push(target);
  }
  return { heard, hearing };
}
