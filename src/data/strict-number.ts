/**
 * The finite number that a text is, or undefined: decimal digits with an optional sign, point and exponent.
 * Unlike `Number`, it takes no empty text, no hexadecimal, no `Infinity`, and nothing that overflows to it.
 */
export function strictNumber(text: string): number | undefined {
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Whether a text that is no strict number was meant as one: `1,5`, `0x10`, `Infinity`, `NaN`, `1e999`, or
 * nothing. Such a text is a mistake, never the name of a class.
 */
export function looksLikeNumber(text: string): boolean {
  return /^\s*$|^[+-]?(?:[.,'_\s]*\d[\d.,'_\s]*(?:e[+-]?\d*)?|0[xob][\da-f]+|nan|inf|infinity)$/i.test(text);
}
