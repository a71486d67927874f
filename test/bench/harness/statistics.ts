import type { Entry, Round } from "./heat.ts";
import type { Turn } from "./serve.ts";

/** A number of each round, put together: the middle one, the least and the most. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly rounds: number;
}

/** The middle of the sorted values; of two middle ones, their mean. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}

/** Rounds without a number are left out; undefined where no round has one. */
export function figureOf(values: readonly (number | undefined)[]): Figure | undefined {
  const known = values.filter((value) => value !== undefined).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return undefined;
  return { median: median(known), least: Math.min(...known), most: Math.max(...known), rounds: known.length };
}

/** Everything that was measured, by heat; one entry a round. */
export type Results = ReadonlyMap<string, readonly Round[]>;

/** Seconds of a unit: the median of a round's turns, round by round. */
export function secondsPerUnit(
  results: Results,
  heat: string,
  id: string,
  clock: "cpu" | "wall" = "cpu",
): (number | undefined)[] {
  return roundsOf(results, heat).map((round) => {
    const turns = turnsOf(round.get(id));
    return turns && median(turns.map((turn) => turn[clock] / turn.units));
  });
}

/** Units a second. */
export function rate(
  results: Results,
  heat: string,
  id: string,
  clock: "cpu" | "wall" = "cpu",
): Figure | undefined {
  return figureOf(secondsPerUnit(results, heat, id, clock).map((seconds) => seconds && 1 / seconds));
}

/**
 * How many times as long a unit takes one contestant as another, in CPU time. What is compared are turns that followed
 * each other; a round's ratio is the median of its turns'.
 */
export function timeRatios(results: Results, heat: string, id: string, base: string): (number | undefined)[] {
  return roundsOf(results, heat).map((round) => {
    const [turns, others] = [turnsOf(round.get(id)), turnsOf(round.get(base))];
    if (turns === undefined || others === undefined) return undefined;
    return median(
      turns.map((turn, i) => {
        const other = others[i];
        return other === undefined ? NaN : turn.cpu / turn.units / (other.cpu / other.units);
      }),
    );
  });
}

export function timeRatio(results: Results, heat: string, id: string, base: string): Figure | undefined {
  return figureOf(timeRatios(results, heat, id, base));
}

/** A fact that is a number, round by round. */
export function factsOf(results: Results, heat: string, id: string, name: string): (number | undefined)[] {
  return roundsOf(results, heat).map((round) => {
    const entry = round.get(id);
    const fact = entry !== undefined && "facts" in entry ? entry.facts[name] : undefined;
    return typeof fact === "number" ? fact : undefined;
  });
}

export function fact(results: Results, heat: string, id: string, name: string): Figure | undefined {
  return figureOf(factsOf(results, heat, id, name));
}

/** A fact that is a text, as each round says it. */
export function wordsOf(results: Results, heat: string, id: string, name: string): string[] {
  return roundsOf(results, heat).flatMap((round) => {
    const entry = round.get(id);
    const word = entry !== undefined && "facts" in entry ? entry.facts[name] : undefined;
    return typeof word === "string" ? [word] : [];
  });
}

function roundsOf(results: Results, heat: string): readonly Round[] {
  return results.get(heat) ?? [];
}

function turnsOf(entry: Entry | undefined): readonly Turn[] | undefined {
  return entry !== undefined && "turns" in entry && entry.turns.length > 0 ? entry.turns : undefined;
}
