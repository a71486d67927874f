import { backend } from "../../math/kernels/backends.ts";
import type { LearningRate } from "../../math/learning-rates.ts";
import type { Numbers, Precision } from "../../math/precision.ts";
import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import { createFrame, releaseFrame } from "../../neuron/frame.ts";
import { type Assembly, assemble, notLearning } from "../assemble.ts";
import type { Gradients } from "../gradients.ts";
import { learningOf, type RuleOfLearning } from "../train-options.ts";

/** The server's neurons: they hold the weights and commit them, each its own row, and hear no samples. */
export class ServerNetwork {
  readonly precision: Precision;
  readonly #model: Model;
  readonly #parts: Assembly;
  #rate: LearningRate = () => 0;

  constructor(
    model: Model,
    { kernel, precision }: { readonly kernel: KernelChoice; readonly precision: Precision },
  ) {
    this.#model = model;
    this.precision = precision;
    this.#parts = assemble(model, {
      inputErrors: "end",
      backend: backend(kernel, precision),
      transport: { name: "local" },
      idOf: neuronIds(model).idOf,
      coordinator: { receive: () => undefined },
    });
  }

  get parameters(): Numbers {
    return this.#parts.memory.parameters.numbers;
  }

  /** A run begins: with an optimizer anew, and room for batches of so many samples. */
  begin(rule: RuleOfLearning, samples: number): void {
    const { memory } = this.#parts;
    for (const block of memory.learning.state) memory.backend.release(block);
    memory.learning = notLearning();
    const { learning, rate } = learningOf(rule, memory.backend, this.#model.parameterCount);
    memory.learning = learning;
    this.#rate = rate;
    releaseFrame(memory.backend, memory.frame);
    memory.frame = createFrame(memory.backend, this.#model.neuronCount, this.#model.outputs.length, samples);
  }

  /** Takes a gradient that others have formed. */
  takeGradient(gradient: Numbers): void {
    this.#parts.memory.gradients.numbers.set(gradient);
  }

  /** Forms the gradient of a batch from what each neuron has said in its micro-batches, side by side in one frame. */
  formGradient(microBatches: readonly Gradients[]): void {
    const { memory } = this.#parts;
    const { frame } = memory;
    const { a, delta, stride } = frame;
    let column = 0;
    for (const { neuron, losses } of microBatches) {
      for (let slot = 0; slot < this.#model.neuronCount; slot++) {
        const said = neuron(slot);
        a.numbers.set(said.a, slot * stride + column);
        delta.numbers.set(said.delta, slot * stride + column);
      }
      column += losses.length;
    }
    frame.samples = column;
    this.#tell("gradient");
  }

  /** Every neuron moves its own row. */
  commit(): void {
    const { learning, scalars, frame } = this.#parts.memory;
    const { optimizer, step } = learning;
    frame.batch = step.commit;
    optimizer.begin(step, this.#rate(step.commit), scalars.numbers);
    this.#tell("commit");
  }

  #tell(task: "gradient" | "commit"): void {
    this.#parts.transport.broadcast(task);
  }
}
