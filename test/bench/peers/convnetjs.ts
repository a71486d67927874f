import { createRequire } from "node:module";
import { lossOf, type Subject } from "../subjects/subject.ts";
import { sampleLists, type Workload } from "../workloads.ts";

interface Volume {
  readonly w: Float64Array;
}

interface Net {
  layers: unknown[];
  forward(input: Volume): Volume;
}

interface ConvNetJs {
  readonly Vol: new (values: number[]) => Volume;
  readonly Net: new () => Net;
  readonly InputLayer: new (options: object) => unknown;
  readonly FullyConnLayer: new (options: object) => unknown;
  readonly SigmoidLayer: new (options: object) => unknown;
  readonly RegressionLayer: new (options: object) => unknown;
  readonly Trainer: new (net: Net, options: object) => { train(input: Volume, target: number[]): void };
}

/**
 * ConvNetJS, updating after each batch. Its own description of a network would put a linear layer before the half squared
 * error; so the layers are put together here, and what the last one passes on are the sigmoid outputs.
 */
export function prepare(workload: Workload): Subject {
  const library = createRequire(import.meta.url)("convnetjs") as ConvNetJs;
  const net = new library.Net();
  const [inputs = 0, ...rest] = workload.sizes;
  net.layers = [new library.InputLayer({ out_sx: 1, out_sy: 1, out_depth: inputs })];
  let depth = inputs;
  for (const size of rest) {
    net.layers.push(new library.FullyConnLayer({ num_neurons: size, in_sx: 1, in_sy: 1, in_depth: depth }));
    net.layers.push(new library.SigmoidLayer({ in_sx: 1, in_sy: 1, in_depth: size }));
    depth = size;
  }
  net.layers.push(new library.RegressionLayer({ in_sx: 1, in_sy: 1, in_depth: depth }));
  const trainer = new library.Trainer(net, { method: "sgd", learning_rate: 0.5, momentum: 0, batch_size: workload.batch, l2_decay: 0 }); // prettier-ignore
  const samples = sampleLists(workload);
  const data = samples.map(({ input, output }) => ({ input: new library.Vol(input), output }));
  return {
    samples: data.length,
    train: () => {
      for (const { input, output } of data) trainer.train(input, output);
    },
    loss: () => lossOf(workload, samples, (input) => net.forward(new library.Vol(input)).w),
  };
}
