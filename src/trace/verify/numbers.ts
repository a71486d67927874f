/**
 * Which numbers of events a trace has. Where some of a run is left out, numbers have gaps, and parents may lie in them.
 * It is asked of the batch in flight, and of all that came before the first gap.
 */
export interface Numbers {
  readonly enter: (n: number) => void;
  /** A batch begins: what came before is forgotten, but for its beginning. */
  readonly forget: () => void;
  readonly has: (n: number) => boolean;
  readonly hasAllBefore: (n: number) => boolean;
}

export function createNumbers(): Numbers {
  let firstGap = 0;
  let known = new Set<number>();
  return {
    enter(n) {
      if (n === firstGap) firstGap++;
      else known.add(n);
    },
    forget() {
      known = new Set();
    },
    hasAllBefore: (n) => n <= firstGap,
    has: (n) => (n >= 0 && n < firstGap) || known.has(n),
  };
}
