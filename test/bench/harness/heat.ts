import type { Contestant, Running } from "./contestant.ts";
import type { Facts, Turn } from "./serve.ts";

/** Contestants that are compared with each other, and so run in turn. */
export interface Heat {
  readonly id: string;
  readonly contestants: readonly Contestant[];
  /** Turns of each in a round. */
  readonly turns: number;
  /** Seconds of CPU time of a turn, and of what is done before the first one. */
  readonly turnSeconds: number;
  readonly warmUpSeconds: number;
}

/** What a contestant has shown in a round. */
export type Entry = { readonly facts: Facts; readonly turns: readonly Turn[] } | { readonly failure: string };

/** By contestant. */
export type Round = ReadonlyMap<string, Entry>;

/**
 * One round: all contestants in fresh processes, warmed up one after the other, and then in turn, so that the turns that
 * are compared are neighbours in time. Each turn begins with another one of them.
 */
export async function runRound({ contestants, turns, turnSeconds, warmUpSeconds }: Heat): Promise<Round> {
  const running = new Map<string, Running>();
  const done = new Map<string, Turn[]>();
  const failures = new Map<string, string>();
  /** What fails is out of this round; the others go on. */
  const attempt = async (id: string, step: () => Promise<void>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      failures.set(id, error instanceof Error ? error.message : String(error));
    }
  };
  try {
    for (const { id, start } of contestants) {
      await attempt(id, async () => {
        const contestant = await start();
        running.set(id, contestant);
        done.set(id, []);
        if (warmUpSeconds > 0) await contestant.turn(warmUpSeconds);
      });
    }
    for (let turn = 0; turn < turns; turn++) {
      for (let i = 0; i < contestants.length; i++) {
        const { id = "" } = contestants[(i + turn) % contestants.length] ?? {};
        const contestant = running.get(id);
        if (contestant === undefined || failures.has(id)) continue;
        await attempt(id, async () => void done.get(id)?.push(await contestant.turn(turnSeconds)));
      }
    }
  } finally {
    for (const contestant of running.values()) await contestant.end();
  }
  return new Map(
    contestants.map(({ id }) => {
      const failure = failures.get(id);
      return [
        id,
        failure === undefined
          ? { facts: running.get(id)?.facts ?? {}, turns: done.get(id) ?? [] }
          : { failure },
      ];
    }),
  );
}
