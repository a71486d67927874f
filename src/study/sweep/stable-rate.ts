/**
 * The largest learning rate at which gradient descent with gradients of `delay` commits ago does not swing up on a curvature λ:
 * (2 / λ) · sin(π / (4τ + 2)), as for characteristic polynomials of delayed recursions (Yang et al. 2019, arXiv:1910.05124, Lemma 1).
 */
export const stableRate = {
  text: "(2 / λ) sin(π / (4τ + 2))",
  of: (delay: number, curvature: number): number => (2 / curvature) * Math.sin(Math.PI / (4 * delay + 2)),
} as const;
