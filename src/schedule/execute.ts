import type { Action } from "./action.ts";
import { EventQueue } from "./event-queue.ts";
import { type Milestone, milestoneIndex, needsOf, phasesOf } from "./phases.ts";
import type { Slot } from "./timetable.ts";
import { durationOf, latencyTicks, linkTicks, sliver, type Timing } from "./timing.ts";

/** Whether a milestone is reached, as far as a stage knows: its own at once, a neighbour's when the message is there. */
export type IsThere = (milestone: Milestone, stage: number) => boolean;

/** Ranks, and how they decide. */
export interface World {
  readonly ranks: number;
  readonly stages: number;
  readonly microBatches: number;
  readonly timing: Timing;
  readonly rankOf: (stage: number, microBatch: number) => number;
  /**
   * What a free rank begins now; undefined while it has to wait. It is asked again whenever something has come that may
   * matter to it, and only after all that happens at that moment. What it returns is begun.
   */
  readonly next: (rank: number, isThere: IsThere) => Action | undefined;
}

type Event =
  | { readonly kind: "end"; readonly rank: number; readonly action: Action }
  | { readonly kind: "arrival"; readonly rank: number; readonly of: number };

/** An action takes effect: it has ended, and what it needed had ended before. */
export interface Effect {
  readonly action: Action;
  readonly time: number;
  /** Who has done it, and when. */
  readonly rank: number;
  readonly slot: Slot;
}

/**
 * Runs a world in virtual time until no rank begins anything any more: yields each action as it takes effect, and returns what
 * each rank has done, in order. What happens within a sliver of time happens at once: ticks of 0.1 shall meet as whole
 * ones do. The work is proportional to the number of actions, and the logarithm of what is under way at once.
 */
export function* execute(world: World): Generator<Effect, Slot[][], undefined> {
  const { stages, next } = world;
  const queue = new EventQueue<Event>();
  const slots = Array.from({ length: world.ranks }, (): Slot[] => []);
  const isBusy = slots.map(() => false);
  const post = new Post(world, queue);

  const isThere: IsThere = (milestone, stage) => {
    const times = milestone.stage === stage ? post.done : post.arrived;
    return !Number.isNaN(times[milestoneIndex(milestone, world)]);
  };
  const begin = (rank: number, now: number): void => {
    if (isBusy[rank] === true) return;
    const action = next(rank, isThere);
    if (action === undefined) return;
    const message = needsOf(action, stages).find(({ stage }) => stage !== action.stage);
    const key = message && milestoneIndex(message, world);
    const [sent = 0, arrived = 0] = key === undefined ? [] : [post.done[key], post.arrived[key]];
    const end = now + durationOf(world.timing, action);
    slots[rank]?.push({ action, start: now, end, sent, arrived });
    isBusy[rank] = true;
    queue.add(end, { kind: "end", rank, action });
  };

  for (let rank = 0; rank < world.ranks; rank++) begin(rank, 0);
  for (let now = queue.nextTime; now !== undefined; now = queue.nextTime) {
    const touched = new Set<number>();
    const until = now + sliver(now);
    while (queue.nextTime !== undefined && queue.nextTime <= until) {
      now = queue.nextTime;
      const event = queue.take();
      if (event === undefined) break;
      touched.add(event.rank);
      if (event.kind === "arrival") post.arrived[event.of] = now;
      else {
        isBusy[event.rank] = false;
        // A rank is busy until what it has begun last is done.
        const slot = slots[event.rank]?.at(-1);
        if (slot !== undefined) yield { action: event.action, time: now, rank: event.rank, slot };
        post.send(event.rank, event.action, now);
      }
    }
    for (const rank of [...touched].sort((one, other) => one - other)) begin(rank, now);
  }
  return slots;
}

/** What is done, what has arrived, and the links between ranks, which carry one message at a time. */
class Post {
  /** When a milestone was reached, and when the neighbour knew of it; NaN before. */
  readonly done: Float64Array;
  readonly arrived: Float64Array;
  readonly #world: World;
  readonly #queue: EventQueue<Event>;
  readonly #linkFree = new Map<number, number>();

  constructor(world: World, queue: EventQueue<Event>) {
    this.#world = world;
    this.#queue = queue;
    this.done = new Float64Array(3 * world.stages * world.microBatches).fill(NaN);
    this.arrived = this.done.slice();
  }

  /** Notes what an action has reached, and sends it to the neighbour that needs it. */
  send(from: number, action: Action, now: number): void {
    const { stages, ranks, rankOf, timing } = this.#world;
    const { stage, microBatch } = action;
    for (const phase of phasesOf(action.kind)) {
      const of = milestoneIndex({ phase, stage, microBatch }, this.#world);
      this.done[of] = now;
      const neighbour = phase === "forward" ? stage + 1 : phase === "backward" ? stage - 1 : -1;
      if (neighbour < 0 || neighbour >= stages) continue;
      const rank = rankOf(neighbour, microBatch);
      let arrival = now;
      if (rank !== from) {
        const link = from * ranks + rank;
        const lower = Math.min(stage, neighbour);
        const free = Math.max(now, this.#linkFree.get(link) ?? 0) + linkTicks(timing.transfer, lower);
        this.#linkFree.set(link, free);
        arrival = free + latencyTicks(timing, { phase, stage, microBatch });
      }
      this.#queue.add(arrival, { kind: "arrival", rank, of });
    }
  }
}

/** Runs to the end, and returns what it comes to. */
export function drain<Result>(steps: Generator<unknown, Result, undefined>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
