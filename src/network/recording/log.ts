import type { LossMessage } from "../../neuron/loss-actor.ts";
import type { DoneMessage, Population } from "../../neuron/population.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Network, RunMessage } from "../network.ts";
import { isBatchWanted } from "../watching/wanted-events.ts";
import { copyBlock } from "./blocks.ts";
import { Keeper, type KeeperOptions } from "./keeper.ts";
import type { Segment } from "./segment.ts";

/** Writes down what actors say, as it comes; everything that can wait is left to the keeper. */
export class Log {
  readonly #network: Network;
  readonly #options: KeeperOptions;
  readonly #keeper: Keeper;
  readonly #hasMessages: boolean;
  #open: Segment;
  #isWanted = true;

  constructor(network: Network, options: KeeperOptions) {
    const { level = "synapse" } = options;
    this.#network = network;
    this.#options = options;
    this.#keeper = new Keeper(network, options);
    this.#hasMessages = level === "synapse";
    // This may be the middle of a batch.
    this.#open = this.#keeper.begin();
    if (this.#hasMessages) this.#addWeights();
  }

  run(message: RunMessage): void {
    this.#isWanted = isBatchWanted(message, this.#options) ?? this.#isWanted;
    if (message.kind !== "change") this.#close();
    if (!this.#isWanted) return;
    this.#open.add({ kind: "run", now: this.#network.now, message });
    if (message.kind === "batch" && this.#hasMessages) this.#addWeights();
  }

  done(group: number, { shared }: Population, message: DoneMessage): void {
    const isOfMessages = message.task === "forward" || message.task === "backward";
    if (!this.#isWanted || (isOfMessages && this.#options.level === "commit")) return;
    const at = copyBlock(this.#open, shared, message);
    const { batch } = shared.memory.frame;
    this.#open.add({
      kind: "block",
      now: this.#network.now,
      group,
      batch,
      weightVersion: shared.version,
      at,
      ...message,
    });
  }

  loss(message: LossMessage): void {
    if (this.#isWanted) this.#open.add({ kind: "loss", now: this.#network.now, message });
  }

  /** The last events that have happened so far. */
  events(): TraceEvent[] {
    return this.#keeper.events(this.#open);
  }

  /** Nothing more will be said. */
  end(outcome: string): void {
    this.#keeper.events(this.#open);
    this.#keeper.end(outcome);
  }

  /** A batch, or a run, begins. */
  #close(): void {
    if (this.#open.entries.length > 0) {
      this.#keeper.add(this.#open);
      this.#open = this.#keeper.begin();
    }
    this.#open.isWhole = true;
  }

  #addWeights(): void {
    const { now, parameters, errorWeights } = this.#network;
    const hasFeedback = errorWeights !== parameters;
    const at = this.#open.reserve(parameters.length * (hasFeedback ? 2 : 1));
    this.#open.numbers.set(parameters, at);
    if (hasFeedback) this.#open.numbers.set(errorWeights, at + parameters.length);
    this.#open.add({ kind: "weights", now, at });
  }
}
