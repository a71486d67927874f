/**
 * JSON, but for −0, which keeps its sign: a number read back is the number written, bit for bit.
 * Fields that are undefined are left out.
 */
export function jsonOf(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${jsonOf(field)}`).join(",")}}`;
}

/** The shortest text that reads back as the same number. NaN and the infinities, which no run reaches, are null. */
export function numberText(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  // A fraction is spelled sooner as JSON: as a text, the engine first looks whether it has spelled it before.
  return Number.isInteger(value) ? `${value}` : JSON.stringify(value);
}

/** A list of numbers. */
export function numbersText(values: readonly number[]): string {
  let text = "[";
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ",";
    text += numberText(values[i] ?? NaN);
  }
  return `${text}]`;
}
