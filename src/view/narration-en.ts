import { productsOf } from "../trace/event.ts";
import { formatNumber } from "./number-text.ts";
import { deltaTerms, firstOf, mostNamed, namedEntries, type Narrator } from "./narrator.ts";
import { wordsIn } from "./terms.ts";

const word = wordsIn("en");

/** English, in the words of the design: neuron, activation, error signal, gain, weight, gradient. */
export const english: Narrator = {
  sentences: {
    train: ({ settings }) => {
      const { epochs, batchSize, microBatch, optimizer } = settings;
      const parts = microBatch < batchSize ? `, micro-batches of ${microBatch}` : "";
      const length = epochs === 1 ? "1 epoch" : `${epochs} epochs`;
      return `training begins: ${length}, batches of ${batchSize}${parts}, optimizer ${optimizer.name}`;
    },
    batch: ({ batch, rows, microBatches }) => {
      const size = rows.length === 1 ? "1 sample" : `${rows.length} samples`;
      const parts = microBatches.length > 1 ? ` in ${microBatches.length} micro-batches` : "";
      return `the coordinator begins batch ${batch}: ${size}${parts}`;
    },
    action: ({ stage, action, microBatch, batch, start, t, weightVersion }) => {
      const what = `stage ${stage} does ${stage}${action}${microBatch} of batch ${batch}, from ${formatNumber(start)} to ${formatNumber(t)}`;
      if (weightVersion === undefined) return what;
      return action === "F"
        ? `${what}, with its weights of version ${weightVersion}`
        : `${what}: its error signals name version ${weightVersion}`;
    },
    feed: (event) => `${event.neuron} is given x = ${firstOf(event.values)} and sends it down${more(event)}`,
    deliver: (event) => {
      const { from, to, values, weight, direction } = event;
      const product = `multiplies it by w = ${formatNumber(weight)}: ${firstOf(productsOf(event))}${more(event)}`;
      return direction === "forward"
        ? `${to} hears a = ${firstOf(values)} from ${from} and ${product}`
        : `${from} sends δ = ${firstOf(values)} up to ${to}; ${to} ${product}`;
    },
    activate: (event) => {
      const { neuron, bias, z, a, gain } = event;
      const sum = `z = ${formatNumber(bias)} + Σ w·a = ${firstOf(z)}`;
      const kept = `${word.gain} σ'(z) = ${firstOf(gain)} kept for the way back`;
      return `${neuron} has all its inputs: ${sum}, a = σ(z) = ${firstOf(a)}, ${kept}${more(event)}`;
    },
    loss: (event) => `the loss has heard ${named(event.outputs)}: L = ${firstOf(event.losses)}${more(event)}`,
    error: (event) => {
      const { to, enters, targets, values } = event;
      const target = targets.length === 0 ? "" : ` (target ${firstOf(targets)})`;
      const name = enters === "activation" ? "∂L/∂a" : "∂L/∂z";
      return `the loss tells ${to}: ${name} = ${firstOf(values)}${target}${more(event)}`;
    },
    delta: (event) => {
      const terms = deltaTerms(event, word);
      const delta = `δ = ${terms === undefined ? "" : `${terms} = `}${firstOf(event.delta)}`;
      const gain = terms === undefined ? ` (${word.gain} ${firstOf(event.gain)})` : "";
      return `${event.neuron} has all its error signals: ${delta}${gain}${more(event)}`;
    },
    gradient: ({ neuron, from, weights, bias }) =>
      `${neuron} multiplies what both passes gave it: ∂C/∂w = ${row(from, weights)}; ∂C/∂b = ${formatNumber(bias)}`,
    commit: ({ neuron, from, weights, bias, weightVersion }) =>
      `${neuron} commits version ${weightVersion}: w = ${row(from, weights)}; b = ${formatNumber(bias)}`,
    population: ({ population, task, norm, gain }) => {
      const kept = gain === undefined ? "" : `, mean ${word.gain} ${formatNumber(gain)}`;
      return `all neurons of ${population} have ${tasks[task]} ${formatNumber(norm)}${kept}`;
    },
    end: ({ outcome }) => `the trace ends: ${outcome}`,
  },
  phases: {
    start: "Start: what the run is about to do",
    forward: "Forward pass: activations flow down",
    loss: "Loss: here the stream turns round",
    backward: "Backward pass: error signals flow back up",
    gradient: "Gradient: what came down times what came back",
    commit: "Commit: every neuron changes its own weights",
    end: "End of the trace",
  },
  words: {
    batch: (number) => `batch ${number}`,
    microBatch: (number) => `micro-batch ${number}`,
    firstOf: (samples) => `the first of ${samples} samples`,
    others: (count) => `… and ${count} more`,
    bias: word.bias,
    loss: word.loss,
    target: word.target,
    sum: word.sum,
    gain: word.gain,
    version: (number) => `version ${number}`,
  },
};

const tasks = {
  forward: "finished the forward pass: norm of their activations",
  backward: "finished the backward pass: norm of their error signals",
  gradient: "their gradients: norm",
  commit: "committed: norm of their weights and biases",
} as const;

function named(outputs: readonly string[]): string {
  const shown = outputs.length > mostNamed + 1 ? outputs.slice(0, mostNamed) : outputs;
  const others = outputs.length - shown.length;
  return shown.join(", ") + (others > 0 ? ` and ${others} more` : "");
}

function more({ samples }: { readonly samples: readonly number[] }): string {
  const others = samples.length - 1;
  return others < 1 ? "" : ` (and ${others} more ${others === 1 ? "sample" : "samples"})`;
}

function row(from: readonly string[], values: readonly number[]): string {
  const { entries, others } = namedEntries(from, values);
  const named = entries.map(({ id, value }) => `${value} (from ${id})`);
  return [...named, ...(others > 0 ? [`… (and ${others} more)`] : [])].join(", ");
}
