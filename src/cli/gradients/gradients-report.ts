import type { Model } from "../../model/model.ts";
import { populationAt } from "../../model/populations.ts";
import type { Gradients } from "../../network/gradients.ts";
import type { Network } from "../../network/network.ts";
import { type Json, Members } from "../io/json-stream.ts";
import { shortNumber, shownName, textTable } from "../io/text-table.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every row has its parameters, every column of projections `count` places */

/** Whose gradients they are: a network, or one in stages. */
type Answering = Pick<Network, "model" | "ids" | "parameters">;

/** What `gradients --json` prints. Neurons and synapses are made one by one, as they are written. */
export function gradientsDocument(network: Answering, gradients: Gradients): Json {
  return {
    loss: gradients.loss,
    neurons: new Members(neuronEntries(network, gradients)),
    synapses: synapsesOf(network, gradients),
    messages: { ...gradients.messages },
  };
}

/** The same for people: the first neurons and synapses as tables. */
export function gradientsText(network: Answering, samples: number, gradients: Gradients): string {
  const { activations, errorSignals } = gradients.messages;
  const { neuronCount, synapseCount } = network.model;
  const ofFirst = samples > 1 ? ` (of the first of ${samples} samples; gradients of their mean loss)` : "";
  return [
    `loss ${shortNumber(gradients.loss)}`,
    `Neurons${ofFirst}`,
    textTable(["neuron", "z", "activation", "delta", "bias gradient"], neuronRows(network, gradients), {
      count: neuronCount,
    }),
    "Synapses",
    textTable(["from", "to", "weight", "gradient"], synapseRows(network, gradients), { count: synapseCount }),
    `messages: ${activations} activations, ${errorSignals} error signals`,
  ].join("\n\n");
}

function* neuronEntries(network: Answering, gradients: Gradients): Generator<readonly [string, Json]> {
  for (const { slot, bias } of neuronsOf(network.model)) {
    const { z, a, delta } = gradients.neuron(slot);
    const computed = bias !== undefined && {
      z,
      activation: a,
      delta,
      biasGradient: gradients.parameters[bias]!,
    };
    yield [network.ids.idOf(slot), computed === false ? { activation: a } : computed];
  }
}

function* neuronRows(network: Answering, gradients: Gradients): Generator<readonly string[]> {
  for (const { slot, bias } of neuronsOf(network.model)) {
    const { z, a, delta } = gradients.neuron(slot);
    const name = shownName(network.ids.idOf(slot));
    const numbers = bias === undefined ? [a] : [z, a, delta, gradients.parameters.subarray(bias)];
    const cells = numbers.map((vector) => shortNumber(vector[0]!));
    yield [name, ...(bias === undefined ? ["", ...cells, "", ""] : cells)];
  }
}

function* synapseRows(network: Answering, gradients: Gradients): Generator<readonly string[]> {
  for (const { from, to, weight, gradient } of synapsesOf(network, gradients)) {
    yield [shownName(from), shownName(to), shortNumber(weight), shortNumber(gradient)];
  }
}

/** Every neuron's slot, in slot order, and the index of its bias in `parameters`; an input has none. */
function* neuronsOf({ populations }: Model): Generator<{ slot: number; bias: number | undefined }> {
  for (const { first, size, rows, fanIn, activation } of populations) {
    for (let i = 0; i < size; i++) {
      yield {
        slot: first + i,
        bias: activation === "input" ? undefined : rows + i * (fanIn + 1) + fanIn,
      };
    }
  }
}

/** Every synapse, in synapse order as in forEachSynapse, but one when it is asked for. */
function* synapsesOf({ model, ids, parameters }: Answering, gradients: Gradients) {
  const { projections } = model;
  for (let b = 0; b < projections.count; b++) {
    const source = populationAt(model, projections.source[b]!);
    const target = populationAt(model, projections.target[b]!);
    for (let row = 0; row < target.size; row++) {
      const weights = target.rows + row * (target.fanIn + 1) + projections.position[b]!;
      const to = ids.idOf(target.first + row);
      for (let i = 0; i < source.size; i++) {
        const from = ids.idOf(source.first + i);
        yield { from, to, weight: parameters[weights + i]!, gradient: gradients.parameters[weights + i]! };
      }
    }
  }
}
