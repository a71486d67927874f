import type { LayeredNetworkFile, ListedNetworkFile } from "./network-json.ts";

/**
 * Matt Mazur, A Step by Step Backpropagation Example (2015), https://mattmazur.com/2015/03/17: the 2-2-2
 * network, of which the weights alone are trained.
 */
export const mazurNetwork: ListedNetworkFile = {
  format: "counterflow-network",
  version: 1,
  name: "mazur",
  loss: "half-squared-error",
  neurons: [
    { id: "i1" },
    { id: "i2" },
    { id: "h1", activation: "sigmoid", bias: 0.35, trainBias: false },
    { id: "h2", activation: "sigmoid", bias: 0.35, trainBias: false },
    { id: "o1", activation: "sigmoid", bias: 0.6, trainBias: false },
    { id: "o2", activation: "sigmoid", bias: 0.6, trainBias: false },
  ],
  // w1 … w8
  synapses: [
    { from: "i1", to: "h1", weight: 0.15 },
    { from: "i2", to: "h1", weight: 0.2 },
    { from: "i1", to: "h2", weight: 0.25 },
    { from: "i2", to: "h2", weight: 0.3 },
    { from: "h1", to: "o1", weight: 0.4 },
    { from: "h2", to: "o1", weight: 0.45 },
    { from: "h1", to: "o2", weight: 0.5 },
    { from: "h2", to: "o2", weight: 0.55 },
  ],
  inputs: ["i1", "i2"],
  outputs: ["o1", "o2"],
};

export const mazurSamples = { inputs: [[0.05, 0.1]], targets: [[0.01, 0.99]] };

export const mazurLearningRate = 0.5;

/**
 * Before the first update. The post prints these to nine digits: net h1 0.3775, out h 0.593269992 and
 * 0.596884378, net o1 1.105905967, out o 0.75136507 and 0.772928465, E o 0.274811083 and 0.023560026, E
 * 0.298371109, dE/dout o1 0.74136507, gain o1 0.186815602, delta o1 0.138498562, h1: parts 0.055399425 and
 * -0.019049119, sum 0.036350306, gain 0.241300709, dE/dw1 0.000438568, dE/dw5 0.082167041. In full:
 * recomputed in doubles.
 */
export const mazurPasses = {
  z: { h1: 0.3775, h2: 0.3925, o1: 1.10590596705977, o2: 1.2249214040964653 },
  a: { h1: 0.5932699921071872, h2: 0.596884378259767, o1: 0.7513650695523157, o2: 0.7729284653214625 },
  lossOfOutput: { o1: 0.274811083176155, o2: 0.023560025583847746 },
  loss: 0.2983711087600027,
  /** dE/dout at the outputs; the sum of the error signals at the hidden neurons. */
  sum: {
    h1: 0.03635030639314466,
    h2: 0.0413703226487447,
    o1: 0.7413650695523157,
    o2: -0.21707153467853746,
  },
  gain: {
    h1: 0.24130070857232525,
    h2: 0.2406134172492184,
    o1: 0.18681560180895948,
    o2: 0.17551005281727122,
  },
  delta: {
    h1: 0.00877135468948693,
    h2: 0.009954254705217196,
    o1: 0.13849856162855695,
    o2: -0.038098236516556236,
  },
  /** delta·w of each synapse, w1 … w8: what its error signal adds upstream. */
  parts: [
    0.0013157032034230404, 0.0017542709378973874, 0.0024885636763043004, 0.0029862764115651604,
    0.05539942465142279, 0.06232435273285064, -0.019049118258278114, -0.02095403008410593,
  ],
  /** dE/di, which the inputs compute where error signals are let through to them. */
  inputGradient: { i1: 0.003804266879727341, i2: 0.004740547349462548 },
  /** dE/dw1 … dE/dw8 */
  gradients: [
    0.0004385677344743465, 0.000877135468948693, 0.0004977127352608599, 0.0009954254705217198,
    0.08216704056423077, 0.08266762784753325, -0.02260254047747507, -0.022740242215978222,
  ],
} as const;

/**
 * Updates with the weights that the forward pass used. The post's weights after the first: 0.149780716,
 * 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270, 0.561370121. In full: recomputed
 * with 30 digits.
 */
export const mazurUpdates = {
  weightsAfter1: [
    0.14978071613276284, 0.19956143226552564, 0.24975114363236958, 0.29950228726473915, 0.3589164797178846,
    0.4086661860762334, 0.5113012702387375, 0.5613701211079891,
  ],
  lossAfter1: 0.29102777369359933,
  outputsAfter1: [0.7420881111907824, 0.7752849682944595],
  lossAfter2: 0.28354713312241997,
  /** The post prints this one, as 0.0000351085, for 10,000. */
  lossAfter9999: 3.51085481225128e-5,
  lossAfter10000: 3.510187782978846e-5,
  outputsAfter10000: [0.015913620443550627, 0.9840642735146238],
  weightsAfter10000: [
    0.37850998835012795, 0.6570199767002559, 0.47730070568478394, 0.75460141136956793, -3.8929771988657293,
    -3.868416687703618, 2.8618109486200525, 2.925688966771613,
  ],
} as const;

/**
 * The same updates with deltas sent through the already updated w5 … w8: the error of the program behind the
 * post, github.com/mattm/simple-neural-network at 8e7a7de, mended in 4b6faac. Its prints: half the loss after
 * one update, 0.145513962, and the outputs after 10,000, 0.0159121963260343 and 0.9840657344856291. The post:
 * 0.291027924, and 0.015912196 and 0.984065734. In full: recomputed with 30 digits.
 */
export const mazurFreshWeightUpdates = {
  /** Recomputed in doubles. */
  sum: { h1: 0.030229739460941114, h2: 0.035212467310486564 },
  hiddenWeightsAfter1: [0.14981763856120295, 0.19963527712240592, 0.24978818519776619, 0.29957637039553237],
  lossAfter1: 0.29102792390544185,
  lossAfter10000: 3.508478629631353e-5,
  outputsAfter10000: [0.015912196326034453, 0.9840657344856291],
} as const;

/**
 * Hung-yi Lee, Machine Learning (NTU), the fully connected 2-2-2-2 example. W1, b1 and the rounded
 * activations stand in Sakura-gh/ML-notes, "8_Deep Learning.md"; W2, b2, W3, b3 are unverified, but reproduce
 * its activations.
 */
export const leeNetwork: LayeredNetworkFile = {
  format: "counterflow-network",
  version: 1,
  name: "lee",
  loss: "half-squared-error",
  layers: [
    { id: "x", size: 2 },
    {
      id: "h",
      size: 2,
      activation: "sigmoid",
      weights: [
        [1, -2],
        [-1, 1],
      ],
      biases: [1, 0],
    },
    {
      id: "g",
      size: 2,
      activation: "sigmoid",
      weights: [
        [2, -1],
        [-2, -1],
      ],
      biases: [0, 0],
    },
    {
      id: "y",
      size: 2,
      activation: "sigmoid",
      weights: [
        [3, -1],
        [-1, 4],
      ],
      biases: [-2, 2],
    },
  ],
};

/**
 * The rows of the samples (1, −1) and (0, 0), in the order h, g, y. The slides: (0.98, 0.12), (0.86, 0.11),
 * (0.62, 0.83) and (0.73, 0.5), (0.72, 0.12), (0.51, 0.85). In full, or to ten decimals: recomputed in
 * doubles.
 */
export const leePasses = {
  inputs: [
    [1, -1],
    [0, 0],
  ],
  first: {
    z: [4, -2, 1.8448246580536993, -2.0832305020979343, 0.4798174941963218, 1.5794314626747163],
    a: [
      0.9820137900379085, 0.11920292202211755, 0.8635183126781821, 0.11073744383822465, 0.6177047777553412,
      0.8291239841574399,
    ],
  },
  /** 10 decimals. */
  second: { a: [0.7310585786, 0.5, 0.723545495, 0.1232381052, 0.511847377, 0.854383901] },
} as const;

/**
 * Stanford CS231n, Backpropagation, Intuitions ("optimization-2"): the sigmoid neuron w = (2, −3, −3), x =
 * (−1, −2), its last weight being the bias. The note asks for the derivatives of the output itself.
 */
export const cs231nNetwork: ListedNetworkFile = {
  format: "counterflow-network",
  version: 1,
  name: "cs231n",
  loss: "half-squared-error",
  neurons: [{ id: "x0" }, { id: "x1" }, { id: "f", activation: "sigmoid", bias: -3 }],
  synapses: [
    { from: "x0", to: "f", weight: 2 },
    { from: "x1", to: "f", weight: -3 },
  ],
  inputs: ["x0", "x1"],
  outputs: ["f"],
};

/** The note prints 1, 0.73, 0.2, (0.39, −0.59) and (−0.2, −0.39, 0.2). In full: recomputed in doubles. */
export const cs231nPasses = {
  inputs: [-1, -2],
  z: 1,
  a: 0.7310585786300049,
  gain: 0.19661193324148185,
  inputDerivatives: [0.3932238664829637, -0.5898357997244456],
  /** w0, w1, bias */
  derivatives: [-0.19661193324148185, -0.3932238664829637, 0.19661193324148185],
} as const;

/**
 * Michael Nielsen, Neural Networks and Deep Learning (2015), chapter 3: one neuron is to answer 0 to 1, from
 * a start that learns at once and one that is saturated.
 */
export function nielsenNeuron(weight: number, bias: number): ListedNetworkFile {
  return {
    format: "counterflow-network",
    version: 1,
    name: "nielsen",
    loss: "half-squared-error",
    neurons: [{ id: "x" }, { id: "y", activation: "sigmoid", bias }],
    synapses: [{ from: "x", to: "y", weight }],
    inputs: ["x"],
    outputs: ["y"],
  };
}

export const nielsenSamples = { inputs: [[1]], targets: [[0]] };

export const nielsenLearningRate = 0.15;

/** Outputs after so many updates. The book: 0.82, about 0.09; 0.98. In full: recomputed in doubles. */
export const nielsenRuns = [
  { weight: 0.6, bias: 0.9, outputs: { 0: 0.8175744761936437, 300: 0.09395569486364724 } },
  {
    weight: 2,
    bias: 2,
    outputs: { 0: 0.9820137900379085, 150: 0.933417472557329, 300: 0.2028484242677765 },
  },
] as const;
