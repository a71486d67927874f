/** v + v′ε with ε² = 0: a value and its derivative with respect to one chosen parameter. */
export interface Dual {
  readonly value: number;
  readonly derivative: number;
}

export function constant(value: number): Dual {
  return { value, derivative: 0 };
}

export function variable(value: number): Dual {
  return { value, derivative: 1 };
}

export function add(x: Dual, y: Dual): Dual {
  return { value: x.value + y.value, derivative: x.derivative + y.derivative };
}

export function subtract(x: Dual, y: Dual): Dual {
  return { value: x.value - y.value, derivative: x.derivative - y.derivative };
}

export function multiply(x: Dual, y: Dual): Dual {
  return { value: x.value * y.value, derivative: x.derivative * y.value + x.value * y.derivative };
}

export function divide(x: Dual, y: Dual): Dual {
  const value = x.value / y.value;
  return { value, derivative: (x.derivative - value * y.derivative) / y.value };
}

export function scale(factor: number, x: Dual): Dual {
  return { value: factor * x.value, derivative: factor * x.derivative };
}

export function exponential(x: Dual): Dual {
  const value = Math.exp(x.value);
  return { value, derivative: value * x.derivative };
}

export function logarithm(x: Dual): Dual {
  return { value: Math.log(x.value), derivative: x.derivative / x.value };
}

export function sine(x: Dual): Dual {
  return { value: Math.sin(x.value), derivative: Math.cos(x.value) * x.derivative };
}

/** tanh′ = 1/cosh² */
export function hyperbolicTangent(x: Dual): Dual {
  const cosh = Math.cosh(x.value);
  return { value: Math.tanh(x.value), derivative: x.derivative / cosh / cosh };
}

/** erf′(x) = 2/√π · exp(−x²) */
export function errorFunction(x: Dual): Dual {
  const slope = (2 / Math.sqrt(Math.PI)) * Math.exp(-x.value * x.value);
  return { value: erf(x.value), derivative: slope * x.derivative };
}

/** ln Σ exp(x), shifted by the largest x so that nothing overflows. */
export function logSumExp(terms: readonly Dual[]): Dual {
  const largest = constant(Math.max(...terms.map((term) => term.value)));
  const sum = terms.map((term) => exponential(subtract(term, largest))).reduce(add);
  return add(largest, logarithm(sum));
}

/**
 * The error function, absolute error below 5e-16.
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 7.1.6 (a series of positive
 * terms) up to |x| = 1, beyond it 1 − erfc(x).
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x > 1) return 1 - erfcFraction(x);
  // Rounded once: what its rounding does to the series it undoes in the exponential.
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-18; n++) {
    term = (term * 2 * square) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-square) * sum;
}

/**
 * erfc(x) for x ≥ 1, relative error below 1e-15.
 *
 * Source: Abramowitz and Stegun, 7.1.14: √π·exp(x²)·erfc(x) = 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))).
 */
export function erfcFraction(x: number): number {
  let tail = x;
  for (let n = 200; n >= 1; n--) tail = x + n / 2 / tail;
  return exponentialOfSquare(x) / Math.sqrt(Math.PI) / tail;
}

/**
 * exp(−x²), whose relative error would be x² times that of a rounded square: h² + (x − h)(x + h) with h²
 * exact.
 */
function exponentialOfSquare(x: number): number {
  const head = Math.fround(x);
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}
