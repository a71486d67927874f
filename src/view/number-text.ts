/**
 * A number as every picture and sentence shows it: `digits` significant digits without trailing zeros, no exponent
 * from 0.00001 to 9,999,999, −0 as 0. The digits before the point are never rounded away.
 */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (value === 0) return "0";
  const [mantissa = "", exponentText = "0"] = value.toExponential(digits - 1).split("e");
  const exponent = Number(exponentText);
  if (exponent < -5 || exponent > 6) return `${withoutTrailingZeros(mantissa)}e${exponent}`;
  return withoutTrailingZeros(value.toFixed(Math.max(0, digits - 1 - exponent)));
}

/** The number with as many of its four digits as `width` characters hold, as 1e-5 if need be; "…" where not even one fits. */
export function fitNumber(value: number, width: number): string {
  for (let digits = 4; digits > 0; digits--) {
    const text = formatNumber(value, digits);
    if (text.length <= width) return text;
  }
  const shortest = value.toExponential(0).replace("e+", "e");
  return shortest.length <= width ? shortest : "…";
}

/** The numbers with blanks around them, so that their points stand under each other and all are equally wide. */
export function alignNumbers(values: readonly number[]): string[] {
  const parts = values.map((value) => {
    const text = formatNumber(value);
    const point = text.search(/[.e]/);
    return point < 0 ? { whole: text, rest: "" } : { whole: text.slice(0, point), rest: text.slice(point) };
  });
  const before = Math.max(0, ...parts.map(({ whole }) => whole.length));
  const after = Math.max(0, ...parts.map(({ rest }) => rest.length));
  return parts.map(({ whole, rest }) => whole.padStart(before) + rest.padEnd(after));
}

/** 1204 as 1,204. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function withoutTrailingZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
