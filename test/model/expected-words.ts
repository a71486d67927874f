// Lists that errors print: written out, so that a test says what a user reads.

export const activations = "identity, sigmoid, tanh, relu, leaky-relu, elu, softplus, gelu, sin";
export const initializers =
  "constant, uniform, normal, xavier-uniform, xavier-normal, he-uniform, he-normal, lecun-normal";
export const losses = "half-squared-error, mean-squared-error, binary-cross-entropy, softmax-cross-entropy";
export const anId =
  "expected an id of 1 to 256 characters, none of them a control character, other than __proto__, constructor and prototype";
export const layerKeys = "id, size, activation, initializer, weights, biases, trainable, trainBias, feedback";
export const layeredKeys = "format, version, name, loss, seed, layers";
export const listedKeys = "format, version, name, loss, seed, neurons, synapses, inputs, outputs";
