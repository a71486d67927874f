import { backend } from "../../math/kernels/backends.ts";
import type { Backend } from "../../math/kernels/backend.ts";
import { type Block, blockOf } from "../../math/kernels/block.ts";
import { scalarCount } from "../../math/kernels/scalars.ts";
import type { LearningRate } from "../../math/learning-rates.ts";
import type { Numbers, Precision } from "../../math/precision.ts";
import type { Model } from "../../model/model.ts";
import type { Learning } from "../../neuron/memory.ts";
import { learningOf, type RuleOfLearning } from "../train-options.ts";

/** An optimizer with a state of its own, for weights that are no neuron's to commit: a worker's copy, or shared memory. */
export class Learner {
  readonly #backend: Backend;
  readonly #learning: Learning;
  readonly #rate: LearningRate;
  readonly #scalars: Block;
  readonly #frozen: Uint8Array | undefined;

  constructor(model: Model, precision: Precision, rule: RuleOfLearning) {
    // Kernels of both kinds have the same bits; these take numbers wherever they stand.
    this.#backend = backend("js", precision);
    const { learning, rate } = learningOf(rule, this.#backend, model.parameterCount);
    this.#learning = learning;
    this.#rate = rate;
    this.#scalars = this.#backend.allocate(scalarCount);
    this.#frozen = model.frozen;
  }

  /** The next step is due. */
  begin(): void {
    const { optimizer, step } = this.#learning;
    optimizer.begin(step, this.#rate(step.commit), this.#scalars.numbers);
  }

  /** Moves weights from … to − 1 along their gradients; those that may not be trained stay. */
  move(weights: Numbers, gradients: Numbers, from = 0, to = weights.length): void {
    const { optimizer, state } = this.#learning;
    const [at, along] = [blockOf(weights), blockOf(gradients)];
    for (let first = from; first < to;) {
      let end = first + 1;
      while (end < to && this.#frozen?.[end] === this.#frozen?.[first]) end++;
      if (this.#frozen?.[first] !== 1) {
        this.#backend.kernels[optimizer.kernel](at, along, state, this.#scalars, first, end);
      }
      first = end;
    }
  }
}
