/* eslint-disable @typescript-eslint/no-non-null-assertion -- typed-array loops over their own lengths */

/**
 * What the network is measured against: the same training as bare typed-array loops, with everything a program may do
 * that needs no neurons. Vectors are sample-major, four samples share each walk along a row of weights, and the update
 * is fused into the gradient, so a weight is read and written once a batch.
 *
 * Dense layers of sigmoid neurons, half squared error, plain stochastic gradient descent, no shuffle.
 *
 * @param initial as in a network's model: of each neuron its weights, then its bias
 */
export function createPlainLoops(sizes: readonly number[], batch: number, initial: Float64Array) {
  let taken = 0;
  const layers = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    const rows = initial.subarray(taken, (taken += (inputs + 1) * outputs));
    return {
      inputs,
      outputs,
      weights: Float64Array.from({ length: inputs * outputs }, (_, i) => rows[i + Math.floor(i / inputs)]!),
      biases: Float64Array.from({ length: outputs }, (_, j) => rows[(j + 1) * (inputs + 1) - 1]!),
      a: new Float64Array(outputs * batch),
      delta: new Float64Array(outputs * batch),
    };
  });
  const last = layers.at(-1)!;

  function forwardAll(x: Float64Array, samples: number): void {
    let input = x;
    for (const layer of layers) {
      forward(input, layer.weights, layer.biases, layer.a, layer.inputs, layer.outputs, samples);
      input = layer.a;
    }
  }

  /** One batch: x is batch × inputs, targets batch × outputs, both sample-major. */
  function trainBatch(x: Float64Array, targets: Float64Array, samples: number, rate: number): void {
    forwardAll(x, samples);
    for (let i = 0; i < samples * last.outputs; i++) {
      const a = last.a[i]!;
      last.delta[i] = (a - targets[i]!) * a * (1 - a);
    }
    for (let l = layers.length - 1; l > 0; l--) {
      const { weights, inputs, outputs, delta } = layers[l]!;
      backward(delta, weights, layers[l - 1]!.a, layers[l - 1]!.delta, inputs, outputs, samples);
    }
    for (let l = 0; l < layers.length; l++) {
      const { weights, biases, inputs, outputs, delta } = layers[l]!;
      update(
        l === 0 ? x : layers[l - 1]!.a,
        delta,
        weights,
        biases,
        inputs,
        outputs,
        samples,
        rate / samples,
      );
    }
  }

  /** What the outputs say to at most a batch of samples, sample-major. */
  function predict(x: Float64Array, samples: number): Float64Array {
    forwardAll(x, samples);
    return last.a.slice(0, samples * last.outputs);
  }
  return { trainBatch, predict };
}

function forward(
  x: Float64Array,
  w: Float64Array,
  b: Float64Array,
  a: Float64Array,
  inputs: number,
  outputs: number,
  samples: number,
): void {
  for (let j = 0; j < outputs; j++) {
    const row = j * inputs;
    let s = 0;
    for (; s + 3 < samples; s += 4) {
      let z0 = b[j]!;
      let z1 = z0;
      let z2 = z0;
      let z3 = z0;
      const x0 = s * inputs;
      const x1 = x0 + inputs;
      const x2 = x1 + inputs;
      const x3 = x2 + inputs;
      for (let k = 0; k < inputs; k++) {
        const weight = w[row + k]!;
        z0 += weight * x[x0 + k]!;
        z1 += weight * x[x1 + k]!;
        z2 += weight * x[x2 + k]!;
        z3 += weight * x[x3 + k]!;
      }
      a[s * outputs + j] = 1 / (1 + Math.exp(-z0));
      a[(s + 1) * outputs + j] = 1 / (1 + Math.exp(-z1));
      a[(s + 2) * outputs + j] = 1 / (1 + Math.exp(-z2));
      a[(s + 3) * outputs + j] = 1 / (1 + Math.exp(-z3));
    }
    for (; s < samples; s++) {
      let z = b[j]!;
      for (let k = 0; k < inputs; k++) z += w[row + k]! * x[s * inputs + k]!;
      a[s * outputs + j] = 1 / (1 + Math.exp(-z));
    }
  }
}

function backward(
  delta: Float64Array,
  w: Float64Array,
  a: Float64Array,
  out: Float64Array,
  inputs: number,
  outputs: number,
  samples: number,
): void {
  for (let s = 0; s < samples; s++) {
    const to = s * inputs;
    // A loop, and no `fill`, whose call takes as long as all of a small layer.
    const first = delta[s * outputs]!;
    for (let i = 0; i < inputs; i++) out[to + i] = first * w[i]!;
    for (let j = 1; j < outputs; j++) {
      const d = delta[s * outputs + j]!;
      const row = j * inputs;
      for (let i = 0; i < inputs; i++) out[to + i]! += d * w[row + i]!;
    }
    for (let i = to; i < to + inputs; i++) out[i]! *= a[i]! * (1 - a[i]!);
  }
}

function update(
  x: Float64Array,
  delta: Float64Array,
  w: Float64Array,
  b: Float64Array,
  inputs: number,
  outputs: number,
  samples: number,
  step: number,
): void {
  for (let j = 0; j < outputs; j++) {
    const row = j * inputs;
    let s = 0;
    for (; s + 3 < samples; s += 4) {
      const d0 = step * delta[s * outputs + j]!;
      const d1 = step * delta[(s + 1) * outputs + j]!;
      const d2 = step * delta[(s + 2) * outputs + j]!;
      const d3 = step * delta[(s + 3) * outputs + j]!;
      const x0 = s * inputs;
      const x1 = x0 + inputs;
      const x2 = x1 + inputs;
      const x3 = x2 + inputs;
      for (let k = 0; k < inputs; k++) {
        w[row + k]! -= d0 * x[x0 + k]! + d1 * x[x1 + k]! + (d2 * x[x2 + k]! + d3 * x[x3 + k]!);
      }
      b[j]! -= d0 + d1 + (d2 + d3);
    }
    for (; s + 1 < samples; s += 2) {
      const d0 = step * delta[s * outputs + j]!;
      const d1 = step * delta[(s + 1) * outputs + j]!;
      const x0 = s * inputs;
      const x1 = x0 + inputs;
      for (let k = 0; k < inputs; k++) w[row + k]! -= d0 * x[x0 + k]! + d1 * x[x1 + k]!;
      b[j]! -= d0 + d1;
    }
    for (; s < samples; s++) {
      const d = step * delta[s * outputs + j]!;
      for (let k = 0; k < inputs; k++) w[row + k]! -= d * x[s * inputs + k]!;
      b[j]! -= d;
    }
  }
}
