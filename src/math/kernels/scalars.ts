/**
 * The places of the numbers that a commit has in common for all parameters. A rule reads those of its formula
 * (see UpdateKernels), rounded to the precision of the blocks; assembly/updates.ts has the same places.
 */
export const scalars = {
  rate: 0,
  decay: 1,
  kept: 2,
  entering: 3,
  keptOfSquares: 4,
  enteringOfSquares: 5,
  epsilon: 6,
  correction: 7,
  shrink: 8,
} as const;

export const scalarCount = 9;
