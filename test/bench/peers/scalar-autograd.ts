import { random } from "../../../src/math/random.ts";
import { type Subject, lossOf } from "../subjects/subject.ts";
import { type Workload, sampleLists, weightsOf } from "../workloads.ts";

/**
 * A number that remembers what it was made of, in the manner of micrograd: one object for every product and every sum.
 * The simplest automatic differentiation there is, and what its generality costs.
 */
class Value {
  readonly data: number;
  /** ∂loss/∂this, summed over all uses. */
  grad = 0;
  readonly #from: readonly Value[];
  /** Adds to the gradients of what it was made of. */
  readonly #spread: (grad: number) => void;
  #seen = false;

  constructor(data: number, from: readonly Value[] = [], spread: (grad: number) => void = () => undefined) {
    this.data = data;
    this.#from = from;
    this.#spread = spread;
  }

  plus(other: Value): Value {
    return new Value(this.data + other.data, [this, other], (grad) => {
      this.grad += grad;
      other.grad += grad;
    });
  }

  times(other: Value): Value {
    return new Value(this.data * other.data, [this, other], (grad) => {
      this.grad += other.data * grad;
      other.grad += this.data * grad;
    });
  }

  sigmoid(): Value {
    const a = 1 / (1 + Math.exp(-this.data));
    return new Value(a, [this], (grad) => {
      this.grad += a * (1 - a) * grad;
    });
  }

  /** From the loss: every gradient, in the reverse of an order in which all parts come first. */
  backward(): void {
    const order: Value[] = [];
    const path: { readonly value: Value; next: number }[] = [{ value: this, next: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const part = top.value.#from[top.next++];
      if (part === undefined) {
        order.push(top.value);
        path.pop();
      } else if (!part.#seen) {
        part.#seen = true;
        path.push({ value: part, next: 0 });
      }
    }
    this.grad = 1;
    for (let i = order.length - 1; i >= 0; i--) {
      const value = order[i];
      if (value === undefined) continue;
      value.#spread(value.grad);
      value.#seen = false;
    }
  }
}

/** A parameter keeps its gradient from sample to sample; the update makes a new one in its place. */
interface Layer {
  readonly weights: Value[][];
  readonly biases: Value[];
}

export function prepare(workload: Workload): Subject {
  const { sizes, batch } = workload;
  const { uniform } = random(2, "bench");
  const layers: Layer[] = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l] ?? 0;
    const limit = Math.sqrt(6 / (inputs + outputs));
    return {
      weights: Array.from({ length: outputs }, () =>
        Array.from({ length: inputs }, () => new Value((2 * uniform() - 1) * limit)),
      ),
      biases: Array.from({ length: outputs }, () => new Value(0)),
    };
  });
  const answer = (input: number[]): Value[] =>
    layers.reduce(
      (a, { weights, biases }) =>
        weights.map((row, j) => {
          let z = biases[j] ?? new Value(0);
          row.forEach((weight, i) => (z = z.plus(weight.times(a[i] ?? new Value(0)))));
          return z.sigmoid();
        }),
      input.map((x) => new Value(x)),
    );
  const minusOne = new Value(-1);
  const half = new Value(0.5);
  const learn = (input: number[], output: number[]): void => {
    let loss = new Value(0);
    answer(input).forEach((a, k) => {
      const difference = a.plus(minusOne.times(new Value(output[k] ?? NaN)));
      loss = loss.plus(half.times(difference.times(difference)));
    });
    loss.backward();
  };
  const update = (step: number): void => {
    const moved = (value: Value): Value => new Value(value.data - step * value.grad);
    for (const { weights, biases } of layers) {
      for (const row of weights) row.forEach((value, i) => (row[i] = moved(value)));
      biases.forEach((value, j) => (biases[j] = moved(value)));
    }
  };
  const samples = sampleLists(workload);
  const part = samples.slice(0, weightsOf(workload) > 10_000 ? batch : 400);
  return {
    samples: part.length,
    train: () => {
      part.forEach(({ input, output }, s) => {
        learn(input, output);
        if ((s + 1) % batch === 0) update(0.5 / batch);
      });
    },
    loss: () => lossOf(workload, part, (input) => answer(input).map(({ data }) => data)),
  };
}
