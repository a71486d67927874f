import fc from "fast-check";
import { activationNames } from "../../src/math/activation-functions.ts";
import type { NeuronsFile, SynapseSpec } from "../../src/model/network-spec.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const flag = fc.option(fc.boolean(), { nil: undefined });

/** Random acyclic networks of up to 9 neurons: skips, islands and dead ends, in no particular order in the file. */
export const acyclicFiles: fc.Arbitrary<NeuronsFile> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }))
  .chain(([inputCount, otherCount]) => {
    const ids = Array.from({ length: inputCount + otherCount }, (_, i) => `n${i}`);
    const inputs = ids.slice(0, inputCount);
    const others = ids.slice(inputCount);
    const neuron = fc.record({
      activation: fc.constantFrom(...activationNames),
      bias: finite,
      trainBias: flag,
    });
    const synapse = fc.option(
      fc.record({ weight: finite, trainable: flag, feedback: fc.option(finite, { nil: undefined }) }),
      { nil: undefined },
    );
    // Every synapse leads from an earlier id to a later one that is no input, so that none leads round.
    const pairs = others.flatMap((to, i) => ids.slice(0, inputCount + i).map((from) => ({ from, to })));
    return fc
      .record({
        neurons: fc.tuple(...others.map((id) => neuron.map((fields) => ({ id, ...fields })))),
        synapses: fc.tuple(
          ...pairs.map((ends) =>
            synapse.map((fields): SynapseSpec[] => (fields ? [{ ...ends, ...fields }] : [])),
          ),
        ),
        outputs: fc.shuffledSubarray(others, { minLength: 1 }),
        inputs: fc.shuffledSubarray(inputs, { minLength: inputCount }),
      })
      .chain(({ neurons, synapses, ...ends }) =>
        fc.record({
          format: fc.constant("counterflow-network" as const),
          version: fc.constant(1 as const),
          loss: fc.constant("half-squared-error" as const),
          neurons: shuffled([...inputs.map((id) => ({ id })), ...neurons]),
          synapses: shuffled(synapses.flat()),
          inputs: fc.constant(ends.inputs),
          outputs: fc.constant(ends.outputs),
        }),
      );
  });

function shuffled<T>(list: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(list, { minLength: list.length });
}
