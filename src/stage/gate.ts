import type { Receiver, Task } from "../message/actor.ts";
import type { Population } from "../neuron/population.ts";

/** The two tasks that messages bring. */
export type Passing = Extract<Task, "forward" | "backward">;

/**
 * Stands before a population, and hears in its place that all its messages are in. While the schedule has its stage do something
 * else, the micro-batch waits here.
 *
 *   messages ──▶ │gate│ ── 0F3 ──▶ population          the schedule says when
 */
export class Gate implements Receiver {
  readonly population: Population;
  readonly #waiting: Readonly<Record<Passing, Set<number>>> = { forward: new Set(), backward: new Set() };
  #open: { readonly task: Passing; readonly microBatch: number } | undefined;
  #hasPassed = false;

  constructor(population: Population) {
    this.population = population;
  }

  receive(task: Task, microBatch: number): void {
    if (task !== "forward" && task !== "backward") this.population.receive(task, microBatch);
    else if (this.#open?.task === task && this.#open.microBatch === microBatch) this.#pass(task, microBatch);
    else this.#waiting[task].add(microBatch);
  }

  /** Lets a micro-batch through: at once if it waits here, or as soon as it comes. */
  open(task: Passing, microBatch: number): void {
    this.#open = { task, microBatch };
    this.#hasPassed = false;
    if (this.#waiting[task].delete(microBatch)) this.#pass(task, microBatch);
  }

  /** Nothing passes any more. Whether that micro-batch has passed. */
  close(): boolean {
    this.#open = undefined;
    return this.#hasPassed;
  }

  /** Whatever waits belongs to a run that was given up. */
  clear(): void {
    this.#open = undefined;
    this.#waiting.forward.clear();
    this.#waiting.backward.clear();
  }

  #pass(task: Passing, microBatch: number): void {
    this.#hasPassed = true;
    this.population.receive(task, microBatch);
  }
}
