import { backend } from "../../../src/math/kernels/backends.ts";
import type { KernelChoice } from "../../../src/math/kernels/kernel-choice.ts";
import type { Precision } from "../../../src/math/precision.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network } from "../../../src/network/network.ts";
import { createBareKernels } from "../bare-kernels.ts";
import { createPlainLoops } from "../plain-loops.ts";
import { type Workload, networkFile, samplesOf } from "../workloads.ts";
import { type Prepare, type Subject, halfSquaredError, lossSamples } from "./subject.ts";

const rate = 0.5;

/** What needs no library: they begin with the same weights, and learn the same. */
export const ownSubjects: Readonly<Record<string, Prepare>> = {
  network: (workload, precision) => network(workload, precision, "wasm"),
  "network-js": (workload, precision) => network(workload, precision, "js"),
  kernels: (workload, precision) => bareKernels(workload, precision, "neuron"),
  "kernels-by-population": (workload, precision) => bareKernels(workload, precision, "population"),
  loops: (workload) =>
    batchwise(workload, createPlainLoops(workload.sizes, workload.batch, initial(workload))),
};

function network(workload: Workload, precision: Precision, kernel: KernelChoice): Subject {
  const { batch, count } = workload;
  const trained = new Network(parseNetwork(networkFile(workload)), { precision, kernel });
  const samples = samplesOf(workload);
  const first = samplesOf({ ...workload, count: lossSamples(workload) });
  const options = { epochs: 1, batchSize: batch, learningRate: rate, report: "epoch" } as const;
  return {
    samples: count,
    train: () => void trained.train(samples, options).subscribe(),
    loss: () => trained.evaluate(first, { batchSize: batch }).loss,
  };
}

function bareKernels(workload: Workload, precision: Precision, grain: "neuron" | "population"): Subject {
  const { sizes, batch } = workload;
  return batchwise(
    workload,
    createBareKernels(backend("wasm", precision), sizes, batch, initial(workload), grain),
  );
}

function batchwise(
  workload: Workload,
  subject: {
    readonly trainBatch: (x: Float64Array, targets: Float64Array, samples: number, rate: number) => void;
    readonly predict: (x: Float64Array, samples: number) => ArrayLike<number>;
  },
): Subject {
  const { batch, count } = workload;
  const { inputs, targets, inputWidth, targetWidth } = samplesOf(workload);
  const { trainBatch, predict } = subject;
  const batches = Array.from({ length: Math.floor(count / batch) }, (_, b) => ({
    x: inputs.subarray(b * batch * inputWidth, (b + 1) * batch * inputWidth),
    t: targets.subarray(b * batch * targetWidth, (b + 1) * batch * targetWidth),
  }));
  const first = lossSamples(workload);
  return {
    samples: batches.length * batch,
    train: () => {
      for (const { x, t } of batches) trainBatch(x, t, batch, rate);
    },
    loss: () => halfSquaredError(predict(inputs, first), targets, first),
  };
}

/** The weights that the network begins with. */
function initial(workload: Workload): Float64Array {
  return parseNetwork(networkFile(workload)).parameters;
}
