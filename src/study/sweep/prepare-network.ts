import { type Samples, sliceSamples } from "../../data/samples.ts";
import type { KernelChoice } from "../../math/kernels/kernel-choice.ts";
import { alignment } from "../../network/error-transport/alignment.ts";
import { Network } from "../../network/network.ts";
import { planOf } from "../../network/train-options.ts";
import type { CaseDefinition } from "./case-schema.ts";
import { errorTransportOf, modelOf, settingsOf } from "./case-learning.ts";
import { caseSamples } from "./case-samples.ts";
import type { PreparedCase } from "./prepared-case.ts";
import { runTraining } from "./run-training.ts";
import type { World } from "./world.ts";

/** Samples that angles are measured on. */
const probe = 100;

/**
 * A case that trains a network as a whole, one batch after another.
 * @throws RangeError, InputError
 */
export function prepareNetwork(
  definition: CaseDefinition,
  seed: number,
  world: World,
  kernel: KernelChoice,
): PreparedCase {
  const model = modelOf(definition, seed);
  const data = caseSamples(definition, model, seed, world);
  const { latency, precision } = definition;
  if (Array.isArray(latency)) {
    throw new RangeError("latency: expected one for all links, as there are no stages; got a list");
  }
  const law = typeof latency === "number" ? ({ kind: "constant", ticks: latency } as const) : latency;
  const network = new Network(model, {
    precision,
    kernel,
    errorTransport: errorTransportOf(definition, seed),
    ...(law !== undefined && { transport: { name: "simulated", latency: law, seed } }),
  });
  const train = { ...settingsOf(definition, seed), report: "epoch", pause: world.pause } as const;
  planOf(train);
  // Looking at angles takes virtual time, which is not the training's.
  let looking = 0;
  const angle = (): number | undefined => {
    if (definition.angles !== true) return undefined;
    const before = network.now;
    const mean = meanAngle(network, data.held);
    looking += network.now - before;
    return mean;
  };
  const learner = {
    model: network.model,
    parameters: network.parameters,
    train: () => network.train(data.samples, train),
    time: () => network.now - looking,
    angle,
  };
  return { run: () => runTraining(definition, learner, data, () => ({ metrics: {} })) };
}

/** Mean of the hidden populations. */
function meanAngle(network: Network, samples: Samples): number | undefined {
  const some = sliceSamples(samples, 0, Math.min(probe, samples.count));
  const outputs = new Set(network.model.outputs);
  const last = new Set(
    network.model.populations.filter(({ first }) => outputs.has(first)).map(({ id }) => id),
  );
  const angles = alignment(network, some).flatMap(({ id, delta }) => (last.has(id) ? [] : (delta ?? [])));
  return angles.length === 0 ? undefined : angles.reduce((sum, each) => sum + each, 0) / angles.length;
}
