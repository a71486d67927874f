import { activationNames } from "../math/activation-functions.ts";
import { checkOutputActivation, checkOutputCount } from "./check-output.ts";
import { checkSynapses } from "./check-synapses.ts";
import { drawsOf, initializerReader } from "./initializer-rule.ts";
import { neuronNames, type NeuronNames } from "./neuron-names.ts";
import type { neuronSchema } from "./network-spec.ts";
import { describeValue, type ProblemList } from "./problem-list.ts";
import { expectedWord, type Readable } from "./read-object.ts";
import type { ReadableNeurons, Wiring } from "./wiring.ts";

/** Checks what the fields of neurons and synapses mean together; what could not be read is passed over. */
export function checkNeurons(read: ReadableNeurons, seed: number | undefined, problems: ProblemList): Wiring {
  const names = neuronNames(read.neurons, problems);
  const inputs = slotsOf(read.inputs, "inputs", names, problems);
  const outputs = slotsOf(read.outputs, "outputs", names, problems);
  const isInput = new Uint8Array(read.neurons.length);
  for (const slot of inputs) if (slot >= 0) isInput[slot] = 1;
  checkOutputs(read, outputs, isInput, problems);
  // A mistyped input would make its neuron look like one that has no activation.
  const inputsAreKnown = read.inputs.length > 0 && !inputs.includes(-1);
  const readRule = initializerReader(problems);
  const rules = read.neurons.map((neuron, slot) => {
    const path = `neurons[${slot}]`;
    if (isInput[slot] === 1) checkInput(neuron, path, problems);
    else if (neuron.activation === undefined && inputsAreKnown) {
      problems.add(`${path}.activation`, expectedWord(activationNames, undefined));
    }
    return readRule(neuron.initializer, `${path}.initializer`);
  });
  const wiring = { ...checkSynapses(read, names, isInput, problems), inputs, outputs, isInput, rules };
  if (seed === undefined) checkNothingLeftOut(read, wiring, problems);
  return wiring;
}

/** Without a seed every weight and bias is given, except those for which the initializer draws no number. */
function checkNothingLeftOut(read: ReadableNeurons, wiring: Wiring, problems: ProblemList): void {
  const expected = `expected a number, or a top-level "seed" to draw it from; got nothing`;
  const known = new Map([...new Set(wiring.rules)].map((rule) => [rule, rule && drawsOf(rule)]));
  const draws = wiring.rules.map((rule) => known.get(rule));
  read.neurons.forEach(({ bias }, slot) => {
    if (bias !== undefined || wiring.isInput[slot] === 1 || draws[slot]?.bias !== true) return;
    problems.add(`neurons[${slot}].bias`, expected);
  });
  read.synapses.forEach(({ weight }, e) => {
    const target = wiring.graph.target[e] ?? -1;
    if (weight !== undefined || (target >= 0 && draws[target]?.weight !== true)) return;
    problems.add(`synapses[${e}].weight`, expected);
  });
}

/** Slots of ids; −1 for one that is no neuron's. */
function slotsOf(
  ids: readonly (string | undefined)[],
  list: "inputs" | "outputs",
  names: NeuronNames,
  problems: ProblemList,
): Int32Array {
  const slots = new Int32Array(ids.length).fill(-1);
  const firstOf = new Map<number, number>();
  ids.forEach((id, i) => {
    if (id === undefined) return;
    const path = `${list}[${i}]`;
    const slot = names.slotOf(id, path);
    if (slot < 0) return;
    slots[i] = slot;
    const other = firstOf.get(slot);
    if (other === undefined) firstOf.set(slot, i);
    else
      problems.add(path, `expected an id of its own; got ${describeValue(id)}, which ${list}[${other}] has`);
  });
  return slots;
}

function checkInput(neuron: Readable<typeof neuronSchema>, path: string, problems: ProblemList): void {
  for (const [key, value] of Object.entries(neuron)) {
    if (key === "id" || value === undefined) continue;
    problems.add(
      `${path}.${key}`,
      `expected nothing, as the neuron is an input; got ${describeValue(value)}`,
    );
  }
}

function checkOutputs(
  { outline, neurons, outputs }: ReadableNeurons,
  slots: Int32Array,
  isInput: Uint8Array,
  problems: ProblemList,
): void {
  slots.forEach((slot, i) => {
    if (slot < 0) return;
    if (isInput[slot] === 1) {
      const got = describeValue(outputs[i]);
      problems.add(`outputs[${i}]`, `expected a neuron that is not an input; got ${got}`);
    } else if (outline.loss !== undefined) {
      const path = `neurons[${slot}].activation`;
      checkOutputActivation(outline.loss, neurons[slot]?.activation, path, problems);
    }
  });
  if (outline.loss !== undefined) checkOutputCount(outline.loss, outputs.length, "outputs", problems);
}
