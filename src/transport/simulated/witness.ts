import type { CallFault, TimedFault } from "./fault.ts";
import type { Note } from "./host.ts";
import type { Letter } from "./letter.ts";

/** Hears of everything, and looks after every event whether the laws hold. */
export interface Witness<World> {
  readonly attend: (world: World) => void;
  readonly note: (what: Note, letter: Letter) => void;
  readonly crashed: (host: number) => void;
  /** Something befalls hosts or wires that are there; what follows from it comes afterwards. */
  readonly befell: (fault: TimedFault | CallFault) => void;
  readonly event: () => void;
}
