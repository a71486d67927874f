import type { BenchOptions, Letter } from "../options.ts";
import type { Heat } from "./heat.ts";
import type { Results } from "./statistics.ts";
import type { Table } from "./table.ts";

/** A part of the benchmark. */
export interface Section {
  readonly letter: Letter;
  readonly title: string;
  /** Whether other libraries run in it. */
  readonly hasPeers?: boolean;
  readonly heats: (settings: Settings) => readonly Heat[];
  readonly tables: (results: Results) => readonly Table[];
  readonly bars: (results: Results) => readonly Bar[];
}

export interface Settings {
  readonly options: BenchOptions;
  /** Names of the peers that can be run. */
  readonly peers: readonly string[];
}

/** What must be reached, and what was. */
export interface Bar {
  readonly what: string;
  readonly bar: string;
  readonly reached: string;
  /** undefined: not measured. */
  readonly holds: boolean | undefined;
}

/** How long a heat's turns are, unless it says otherwise. */
export function pace({ quick }: BenchOptions): Pick<Heat, "turns" | "turnSeconds" | "warmUpSeconds"> {
  return quick
    ? { turns: 2, turnSeconds: 0.04, warmUpSeconds: 0.15 }
    : { turns: 5, turnSeconds: 0.1, warmUpSeconds: 0.5 };
}
