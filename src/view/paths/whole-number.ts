/**
 * A whole number with commas between its thousands; from 10^15 on, with four digits and a power of ten: 1.268 × 10^30.
 * Digits are cut off, not rounded, so that it is never said to be more than it is.
 */
export function wholeNumber(value: bigint | number): string {
  const digits = value.toString();
  if (digits.length <= 15) return digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return `${digits[0] ?? ""}.${digits.slice(1, 4)} × 10^${digits.length - 1}`;
}
