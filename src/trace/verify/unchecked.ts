/** Numbers or words that were taken as they stand: nothing that is recorded says what they have to be. */
export interface Unchecked {
  /** Kind of event and field: `feed.values`. */
  readonly field: string;
  /** How many events have it. */
  readonly events: number;
  readonly reason: Reason;
}

/**
 * Why. "comes from outside": whoever gave it may have given anything. "not recorded": what it follows from is left out,
 * by the level, by a selection, or because the recording began later. "given up": the run went on without it.
 */
export type Reason = "comes from outside" | "what it follows from is not recorded" | "given up";

/** Keeps account of what is not checked, so that nothing is passed over in silence. */
export interface Account {
  readonly leave: (field: string, reason?: Reason) => void;
  readonly list: () => Unchecked[];
}

export function openAccount(): Account {
  const entries = new Map<string, { field: string; events: number; reason: Reason }>();
  return {
    leave(field, reason = "what it follows from is not recorded") {
      const key = `${field} ${reason}`;
      const entry = entries.get(key);
      if (entry === undefined) entries.set(key, { field, events: 1, reason });
      else entry.events++;
    },
    list: () => [...entries.values()],
  };
}
