/** A stream of random numbers in [0, 1), multiples of 2^-53. */
export type Random = () => number;

/** Two words of 32 bits for each number, so that its products round as those of any double do. */
export function smallRandom(seed: number): Random {
  const word = mulberry32(seed);
  return () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
}

export function uniform(random: Random, from: number, to: number): number {
  return from + random() * (to - from);
}

/** A whole number, both ends included. */
export function whole(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[whole(random, 0, choices.length - 1)];
  if (choice === undefined) throw new Error("choices: expected at least one");
  return choice;
}

/** A shuffled copy: each of its places draws one of the items that are left. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(whole(random, 0, left.length - 1), 1));
}

/**
 * Words of 32 bits. Source: Tommy Ettinger's mulberry32 (2017, public domain): a counter, and a mixing of its
 * bits.
 */
function mulberry32(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x6d2b79f5) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return mixed ^ (mixed >>> 14);
  };
}
