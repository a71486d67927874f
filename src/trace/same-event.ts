import type { TraceEvent } from "./event.ts";

/** Whether two events say the same, each number bit for bit. A field that is undefined is one that is not there. */
export function isSameEvent(one: TraceEvent, other: TraceEvent | undefined): boolean {
  return isSame(one, other);
}

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return Object.is(one, other);
  }
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    for (let i = 0; i < one.length; i++) if (!isSame(one[i], other[i])) return false;
    return true;
  }
  const [fields, others] = [one, other] as [
    Readonly<Record<string, unknown>>,
    Readonly<Record<string, unknown>>,
  ];
  const names = new Set([...Object.keys(fields), ...Object.keys(others)]);
  for (const name of names) if (!isSame(fields[name], others[name])) return false;
  return true;
}
