/** Every neuron and synapse of a network file, one by one, whichever of the two forms the file has. */
export function neuronsOf(file: NetworkFile): FlatNetwork {
  return "layers" in file ? flattenLayers(file) : flattenLists(file);
}

export type ActivationName =
  "identity" | "sigmoid" | "tanh" | "relu" | "leaky-relu" | "elu" | "softplus" | "gelu" | "sin";

export type LossName =
  "half-squared-error" | "mean-squared-error" | "binary-cross-entropy" | "softmax-cross-entropy";

interface FileHeader {
  readonly format: "counterflow-network";
  readonly version: 1;
  readonly name?: string;
  readonly loss: LossName;
  readonly seed?: number;
}

export interface NeuronJson {
  readonly id: string;
  readonly activation?: ActivationName;
  readonly bias?: number;
  readonly trainBias?: boolean;
}

export interface SynapseJson {
  readonly from: string;
  readonly to: string;
  readonly weight?: number;
  readonly trainable?: boolean;
  readonly feedback?: number;
}

export interface ListedNetworkFile extends FileHeader {
  readonly neurons: readonly NeuronJson[];
  readonly synapses: readonly SynapseJson[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export interface LayerJson {
  readonly id: string;
  readonly size: number;
  readonly activation?: ActivationName;
  readonly initializer?: string;
  /** A row per target neuron, a column per source. */
  readonly weights?: readonly (readonly number[])[];
  readonly biases?: readonly number[];
  readonly trainable?: boolean;
  readonly trainBias?: boolean;
}

export interface LayeredNetworkFile extends FileHeader {
  readonly layers: readonly LayerJson[];
}

export type NetworkFile = ListedNetworkFile | LayeredNetworkFile;

/** A row a sample. */
export interface SamplesJson {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
}

export type FlatNeuron =
  | { readonly id: string; readonly isInput: true; readonly activation: "input"; readonly bias: 0 }
  | {
      readonly id: string;
      readonly isInput: false;
      readonly activation: ActivationName;
      readonly bias: number;
    };

export interface FlatSynapse {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly feedback?: number;
}

/** Neurons in the order of the file; synapses in synapse order. */
export interface FlatNetwork {
  readonly loss: LossName;
  readonly neurons: readonly FlatNeuron[];
  readonly synapses: readonly FlatSynapse[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

function flattenLists(file: ListedNetworkFile): FlatNetwork {
  const inputs = new Set(file.inputs);
  for (const id of file.outputs) if (inputs.has(id)) throw new Error(`outputs: "${id}" is an input as well`);
  const neurons = file.neurons.map(({ id, activation, bias }) =>
    inputs.has(id) ? inputNeuron(id) : innerNeuron(id, activation, bias),
  );
  const synapses = file.synapses.map(({ from, to, weight, feedback }) => ({
    from,
    to,
    weight: given(weight, `weight of ${from} to ${to}`),
    ...(feedback === undefined ? {} : { feedback }),
  }));
  return { loss: file.loss, neurons, synapses, inputs: file.inputs, outputs: file.outputs };
}

function flattenLayers(file: LayeredNetworkFile): FlatNetwork {
  const namesOf = (layer: LayerJson) => Array.from({ length: layer.size }, (_, n) => `${layer.id}.${n}`);
  const neurons: FlatNeuron[] = [];
  const synapses: FlatSynapse[] = [];
  let sources: string[] = [];
  file.layers.forEach((layer, depth) => {
    const targets = namesOf(layer);
    targets.forEach((to, row) => {
      if (depth === 0) {
        neurons.push(inputNeuron(to));
        return;
      }
      neurons.push(innerNeuron(to, layer.activation, layer.biases?.[row]));
      sources.forEach((from, column) => {
        const weight = given(layer.weights?.[row]?.[column], `weight of ${from} to ${to}`);
        synapses.push({ from, to, weight });
      });
    });
    sources = targets;
  });
  const first = given(file.layers[0], "first layer");
  return { loss: file.loss, neurons, synapses, inputs: namesOf(first), outputs: sources };
}

function inputNeuron(id: string): FlatNeuron {
  return { id, isInput: true, activation: "input", bias: 0 };
}

function innerNeuron(
  id: string,
  activation: ActivationName | undefined,
  bias: number | undefined,
): FlatNeuron {
  return {
    id,
    isInput: false,
    activation: given(activation, `activation of ${id}`),
    bias: given(bias, `bias of ${id}`),
  };
}

/** The oracles draw no initial numbers: what a file leaves out, they refuse. */
function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what}: expected in full; got nothing`);
  return value;
}
