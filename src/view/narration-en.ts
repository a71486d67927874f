import { formatNumber } from "./number-text.ts";
import { firstOf, namedEntries, type Narrator, signed } from "./narrator.ts";

/** English, in the words of the design: neuron, activation, error signal, gain, weight, gradient. */
export const english: Narrator = {
  sentences: {
    feed: (event) => `${event.neuron} is given x = ${firstOf(event.values)} and sends it down${more(event)}`,
    deliver: (event) => {
      const { from, to, values, weight, products, direction } = event;
      const product = `multiplies it by w = ${formatNumber(weight)}: ${firstOf(products)}${more(event)}`;
      return direction === "forward"
        ? `${to} hears a = ${firstOf(values)} from ${from} and ${product}`
        : `${from} sends δ = ${firstOf(values)} up to ${to}; ${to} ${product}`;
    },
    activate: (event) => {
      const { neuron, bias, z, a, gain } = event;
      const sum = `z = ${formatNumber(bias)} + Σ w·a = ${firstOf(z)}`;
      const kept = `gain σ'(z) = ${firstOf(gain)} kept for the way back`;
      return `${neuron} has all its inputs: ${sum}, a = σ(z) = ${firstOf(a)}, ${kept}${more(event)}`;
    },
    loss: (event) => {
      const { to, enters, targets, values } = event;
      const target = targets.length === 0 ? "" : ` (target ${firstOf(targets)})`;
      const name = enters === "activation" ? "∂L/∂a" : "∂L/∂z";
      return `the loss tells ${to}: ${name} = ${firstOf(values)}${target}${more(event)}`;
    },
    delta: (event) => {
      const { neuron, sum, gain, added, delta } = event;
      const product = `gain · sum = ${firstOf(gain)} · ${firstOf(sum)}`;
      const parts =
        added.length === 0
          ? product
          : sum.every((value) => value === 0)
            ? "∂L/∂z"
            : `gain · sum + ∂L/∂z = ${firstOf(gain)} · ${firstOf(sum)} ${signed(added)}`;
      return `${neuron}: δ = ${parts} = ${firstOf(delta)}${more(event)}`;
    },
    gradient: ({ neuron, from, weights, bias }) =>
      `${neuron} multiplies what both passes gave it: ∂C/∂w = ${row(from, weights)}; ∂C/∂b = ${formatNumber(bias)}`,
    commit: ({ neuron, from, weights, bias, weightVersion }) =>
      `${neuron} commits version ${weightVersion}: w = ${row(from, weights)}; b = ${formatNumber(bias)}`,
  },
  phases: {
    forward: "Forward pass: activations flow down",
    loss: "Loss: here the stream turns round",
    backward: "Backward pass: error signals flow back up",
    gradient: "Gradient: what came down times what came back",
    commit: "Commit: every neuron changes its own weights",
  },
  words: {
    batch: (number) => `batch ${number}`,
    microBatch: (number) => `micro-batch ${number}`,
    firstOf: (samples) => `the first of ${samples} samples`,
    others: (count) => `… and ${count} more`,
    bias: "bias",
    loss: "loss",
    target: "target",
    sum: "sum",
    gain: "gain",
    version: (number) => `version ${number}`,
  },
};

function more({ samples }: { readonly samples: readonly number[] }): string {
  const others = samples.length - 1;
  return others < 1 ? "" : ` (and ${others} more ${others === 1 ? "sample" : "samples"})`;
}

function row(from: readonly string[], values: readonly number[]): string {
  const { entries, others } = namedEntries(from, values);
  const named = entries.map(({ id, value }) => `${value} (from ${id})`);
  return [...named, ...(others > 0 ? [`… (and ${others} more)`] : [])].join(", ");
}
