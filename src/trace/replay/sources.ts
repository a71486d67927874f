import type { Model } from "../../model/model.ts";
import type { TraceEvent } from "../event.ts";
import type { Fork, TraceHeader } from "../header.ts";
import type { EventIndex } from "./event-index.ts";
import type { Endings, Recorded } from "./recorded.ts";
import type { Numbers } from "./row.ts";
import type { Seats } from "./seats.ts";

/** What every state of a replay is read from. */
export interface Sources {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
  readonly model: Model;
  readonly seats: Seats;
  /** What the header says of a neuron's row. */
  readonly firstRow: (seat: number) => Numbers;
  readonly index: EventIndex;
  readonly recorded: Recorded;
  readonly endings: Endings;
  /** Numbers that were changed while the run stood still; each change takes effect right after its event. */
  readonly changes: readonly Fork[];
}
