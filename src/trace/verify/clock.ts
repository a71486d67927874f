/** The transport's clock, as far as a trace tells. */
export interface Clock {
  /** When the batch in flight has begun; undefined: nothing has told it yet. */
  start: number | undefined;
  /** When the batch before was over; undefined: nothing tells. */
  free: number | undefined;
  /** The last event's time. */
  last: number;
}

export function newClock(): Clock {
  return { start: undefined, free: undefined, last: 0 };
}
