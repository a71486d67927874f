import { RunError } from "../../message/run-error.ts";
import type { CallFault, TimedFault } from "../../transport/simulated/fault.ts";
import type { Note } from "../../transport/simulated/host.ts";
import type { HostileTransport } from "../../transport/simulated/hostile.ts";
import type { Letter } from "../../transport/simulated/letter.ts";
import type { Witness } from "../../transport/simulated/witness.ts";
import { Laws } from "./laws.ts";
import { Lookout } from "./lookout.ts";

/** Looks on at one life of a run: keeps its books, sees what it comes upon, sums up what happens, and ends it where a law is broken. */
export class Onlooker implements Witness<HostileTransport> {
  readonly laws = new Laws();
  readonly lookout = new Lookout();
  world: HostileTransport | undefined;
  /** FNV-1a of all that happened, in its order. */
  hash = 0x811c9dc5;
  isStopped = false;
  readonly #stopAfter: number;

  /** After so many events the process ends. */
  constructor(stopAfter: number) {
    this.#stopAfter = stopAfter;
  }

  readonly attend = (world: HostileTransport): void => {
    this.world = world;
    this.laws.attend(world);
    this.lookout.attend(world);
  };

  readonly note = (what: Note, letter: Letter): void => {
    const { edge, from, to } = letter;
    this.hash = Math.imul(this.hash ^ (edge * 31 + from * 7 + to + what.length * 131), 0x01000193);
    this.laws.note(what, letter);
    this.lookout.note(what, letter);
  };

  readonly crashed = (host: number): void => {
    this.laws.crashed(host);
    this.lookout.crashed(host);
  };

  readonly befell = (fault: TimedFault | CallFault): void => this.lookout.befell(fault);

  readonly event = (): void => {
    this.laws.event();
    this.lookout.event();
    if (this.laws.violations.length > 0) throw new RunError("a law does not hold");
    if ((this.world?.events ?? 0) < this.#stopAfter) return;
    this.isStopped = true;
    throw new RunError("the process has come to its end");
  };
}
