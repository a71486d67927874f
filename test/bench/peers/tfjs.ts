import { createRequire } from "node:module";
import { type Subject, halfSquaredError, lossSamples } from "../subjects/subject.ts";
import { type Workload, samplesOf } from "../workloads.ts";

interface Tensor {
  dataSync(): Float32Array;
}

/** What is used of the package. */
interface Tfjs {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  zeros(shape: readonly number[]): Tensor;
  randomUniform(shape: readonly number[], low: number, high: number): Tensor;
  variable(initial: Tensor): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sigmoid(x: Tensor): Tensor;
  squaredDifference(a: Tensor, b: Tensor): Tensor;
  sum(x: Tensor): Tensor;
  div(x: Tensor, divisor: number): Tensor;
  tidy<T>(fn: () => T): T;
  readonly train: { sgd(rate: number): { minimize(fn: () => Tensor): void } };
}

/** TensorFlow.js: an optimizer minimizes the mean half squared error of a batch. The batches are tensors before time runs. */
export async function prepareTfjs(
  backend: "cpu" | "wasm",
  workload: Workload,
  load: (require: NodeJS.Require) => void,
): Promise<Subject> {
  const require = createRequire(import.meta.url);
  const tf = require("@tensorflow/tfjs") as Tfjs;
  load(require);
  await tf.setBackend(backend);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`tfjs: expected ${backend}; got ${tf.getBackend()}`);
  const { sizes, batch, count } = workload;
  const layers = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l] ?? 0;
    const limit = Math.sqrt(6 / (inputs + outputs));
    return {
      weights: tf.variable(tf.randomUniform([inputs, outputs], -limit, limit)),
      biases: tf.variable(tf.zeros([outputs])),
    };
  });
  const predict = (x: Tensor): Tensor =>
    layers.reduce((a, { weights, biases }) => tf.sigmoid(tf.add(tf.matMul(a, weights), biases)), x);
  const { inputs, targets, inputWidth, targetWidth } = samplesOf(workload);
  const tensor = (values: Float64Array, width: number, from: number, samples: number): Tensor =>
    tf.tensor2d(Float32Array.from(values.subarray(from * width, (from + samples) * width)), [samples, width]);
  const batches = Array.from({ length: Math.floor(count / batch) }, (_, b) => ({
    x: tensor(inputs, inputWidth, b * batch, batch),
    y: tensor(targets, targetWidth, b * batch, batch),
  }));
  const optimizer = tf.train.sgd(0.5);
  const first = lossSamples(workload);
  const firstInputs = tensor(inputs, inputWidth, 0, first);
  return {
    samples: batches.length * batch,
    train: () => {
      for (const { x, y } of batches) {
        tf.tidy(() =>
          optimizer.minimize(() => tf.div(tf.sum(tf.squaredDifference(predict(x), y)), 2 * batch)),
        );
      }
    },
    loss: () =>
      halfSquaredError(
        tf.tidy(() => predict(firstInputs).dataSync()),
        targets,
        first,
      ),
  };
}
