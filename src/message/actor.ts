/**
 * What an actor can be told to do, each for one micro-batch (F, I, W, U in the words of pipeline schedules):
 * "forward" and "backward": all its messages of that direction are in; "gradient": all its deltas of the batch are
 * final; "commit": every contribution of the batch is in, so its weights may change.
 */
export type Task = "forward" | "backward" | "gradient" | "commit";

/** An actor as a transport sees it: something that is told, one task at a time, never on a sender's stack. */
export interface Receiver {
  readonly receive: (task: Task, microBatch: number) => void;
}

/** An actor's way out in one direction: what it has computed for a micro-batch is ready to be delivered. */
export interface Outlet {
  readonly send: (sender: number, microBatch: number) => void;
}
