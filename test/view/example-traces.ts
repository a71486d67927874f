import {
  createSamples,
  Network,
  type NetworkFile,
  parseNetwork,
  record,
  type Trace,
} from "../../src/index.ts";
import type { RecordOptions } from "../../src/index.ts";
import { leeNetwork, mazurNetwork } from "../oracle/published.ts";

/** A run of training, recorded. */
export function traceOf(
  file: NetworkFile,
  inputs: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  options: RecordOptions & {
    readonly epochs?: number;
    readonly batchSize?: number;
    readonly microBatch?: number;
    readonly learningRate?: number;
    readonly inputErrors?: "end" | "receive";
  } = {},
): Trace {
  const { epochs = 1, batchSize = inputs.length, microBatch = batchSize, learningRate = 0.5 } = options;
  const network = new Network(parseNetwork(file), { inputErrors: options.inputErrors });
  const recording = record(network, options);
  const samples = createSamples(inputs, targets);
  network.train(samples, { epochs, batchSize, microBatch, learningRate }).subscribe();
  return recording.stop();
}

/** Mazur's network learning from its one sample. */
export const mazurRun = (options: Parameters<typeof traceOf>[3] = {}): Trace =>
  traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], options);

/** Mazur's first step: one sample, one commit. */
export const mazurTrace = mazurRun();

/** The lecture's network: one step on one sample. */
export const lectureTrace = traceOf(leeNetwork as NetworkFile, [[1, -1]], [[1, 0]]);

/** Mazur's network, two batches of three samples, each sample a message of its own: several are in flight. */
export const pipelineTrace = traceOf(
  mazurNetwork as NetworkFile,
  [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7], [0.1, 0.8], [0.3, 0.3], [0.6, 0.5]],
  [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5], [0.01, 0.99], [0.4, 0.2], [0.7, 0.1]],
  { batchSize: 3, microBatch: 1 },
); // prettier-ignore

/** Mazur's network, 200 batches: more than any picture has room for. */
export const longTrace = traceOf(
  mazurNetwork as NetworkFile,
  [[0.05, 0.1], [0.4, 0.3]],
  [[0.01, 0.99], [0.5, 0.5]],
  { batchSize: 1, epochs: 100 },
); // prettier-ignore

/** 16-12-8-4 tanh layers, drawn from a seed: more than a picture can show neuron by neuron in comfort. */
export const layeredFile: NetworkFile = {
  format: "counterflow-network",
  version: 1,
  name: "layered",
  loss: "softmax-cross-entropy",
  seed: 7,
  layers: [
    { id: "x", size: 16 },
    { id: "h", size: 12, activation: "tanh" },
    { id: "k", size: 8, activation: "tanh" },
    { id: "y", size: 4, activation: "identity" },
  ],
};

/** A run of three samples through the layers. */
export const layeredRun = (options: Parameters<typeof traceOf>[3]): Trace =>
  traceOf(
    layeredFile,
    [1, 2, 3].map((k) => Array.from({ length: 16 }, (_, i) => Math.sin(k + i))),
    [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]],
    options,
  ); // prettier-ignore

/** Three micro-batches of one sample through the layers. */
export const layeredTrace = layeredRun({ microBatch: 1 });

/** Names that a file may hold and that some format takes for something else. */
export const hostileNames: readonly string[] = [
  `<script>alert(1)</script>`,
  `"quoted" 'twice' \`thrice\``,
  `a&b;c--d`,
  `=1+1`,
  `@SUM(A1)`,
  `-2`,
  `end`,
  `subgraph`,
  `x"];evil[label="`,
  `]]>`,
  `-->`,
  `%%{init: {}}%%`,
  `#quot;`,
  `\u202ertl`,
  `神经元`,
  `😀`,
  `{"json": 1}`,
  `</style><style>*{display:none}`,
  `$(touch x)`,
  "long".repeat(30),
];

/** A network whose neurons all have hostile names: as many hidden ones as there are, two inputs, one output. */
export const hostileTrace = traceOf(hostileFile(), [[1, 2]], [[0.5]]);

function hostileFile(): NetworkFile {
  const [first = "", second = "", last = "", ...hidden] = hostileNames;
  return {
    format: "counterflow-network",
    version: 1,
    name: `<b>"hostile"</b>`,
    loss: "half-squared-error",
    neurons: [
      { id: first },
      { id: second },
      ...[...hidden, last].map((id) => ({ id, activation: "tanh" as const, bias: 0.1 })),
    ],
    synapses: hidden.flatMap((id) => [
      { from: first, to: id, weight: 0.3 },
      { from: second, to: id, weight: -0.2 },
      { from: id, to: last, weight: 0.25 },
    ]),
    inputs: [first, second],
    outputs: [last],
  };
}
