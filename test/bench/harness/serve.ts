import { type Moment, moment } from "./clock.ts";

/** What is known of a contestant beside its times. */
export type Facts = Readonly<Record<string, number | string>>;

/** What a contestant measures: work that is repeated for as long as it is asked to. */
export interface Probe {
  readonly facts: Facts;
  /** What one call of `work` does, in the units that its section counts. */
  readonly units: number;
  /** Left out where the facts are all there is. */
  readonly work?: () => void;
}

/** How long some units took, in seconds. */
export interface Turn extends Moment {
  readonly units: number;
}

/** What a contestant says to the benchmark; it is told how many seconds of CPU time its next turn lasts, or to end. */
export type Message = { readonly facts: Facts } | { readonly turn: Turn };

/**
 * Runs a probe as a process of its own: on request where the benchmark has started it, else by itself, printing its facts
 * and the median of nine turns after warming up.
 */
export async function serve(prepare: () => Probe | Promise<Probe>): Promise<void> {
  const probe = await prepare();
  const turn = createMeter(probe);
  if (process.send === undefined) {
    console.log(probe.facts);
    if (probe.work === undefined) return;
    turn(0.5);
    const rates = Array.from({ length: 9 }, () => turn(0.15)).map(({ units, cpu }) => units / cpu);
    console.log(rates.sort((a, b) => a - b)[4]);
    return;
  }
  const say = (message: Message): void => void process.send?.(message);
  // Nobody is left to ask.
  process.on("disconnect", () => process.exit());
  process.on("message", (told: number | "end") => {
    if (told === "end") process.exit();
    else say({ turn: turn(told) });
  });
  say({ facts: probe.facts });
}

/** Works for about so many seconds of CPU time. The clock is read a few times a turn, as reading it takes long. */
function createMeter({ work = () => undefined, units }: Probe): (seconds: number) => Turn {
  let perCall = Infinity;
  return (seconds) => {
    const begin = moment();
    const elapsed = (): Moment => {
      const now = moment();
      return { cpu: now.cpu - begin.cpu, wall: now.wall - begin.wall };
    };
    let calls = 0;
    let time = { cpu: 0, wall: 0 };
    do {
      const more = Math.max(1, Math.floor(Math.min(seconds - time.cpu, seconds / 3) / perCall));
      for (let call = 0; call < more; call++) work();
      calls += more;
      time = elapsed();
      perCall = time.cpu / calls;
    } while (time.cpu + perCall / 2 < seconds);
    return { ...time, units: units * calls };
  };
}
