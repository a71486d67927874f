import type { Note } from "./host.ts";
import type { Letter } from "./letter.ts";

/** Hears of everything, and looks after every event whether the laws hold. */
export interface Witness<World> {
  readonly attend: (world: World) => void;
  readonly note: (what: Note, letter: Letter) => void;
  readonly crashed: (host: number) => void;
  readonly event: () => void;
}
