import { createHash } from "node:crypto";
import type { Samples } from "../../data/samples.ts";
import { bytesOf } from "../../model/checkpoint/little-endian.ts";
import type { RunIdentity } from "../../model/checkpoint/run-identity.ts";
import type { Model } from "../../model/model.ts";
import type { Network } from "../../network/network.ts";
import type { TrainOptions } from "../../network/train-options.ts";

/**
 * What makes a run the run it is, to be told before it begins: everything that its bits depend on. Names of neurons, how
 * messages travel, what computes and how many epochs there are to be change none of those that it has reached.
 */
export function runIdentity(network: Network, samples: Samples, options: TrainOptions): RunIdentity {
  const { batchSize, learningRate, optimizer = "sgd", shuffle, clipping, validation } = options;
  const facts = {
    network: wiringDigest(network.model),
    "weights at the start": digest([bytesOf(network.parameters)]),
    precision: network.precision,
    "error transport": errorTransportOf(network),
    samples: samplesDigest(samples),
    validation: validation && samplesDigest(validation),
    "batch size": text(batchSize),
    "learning rate": text(learningRate),
    optimizer: text(optimizer),
    shuffle: shuffle === undefined ? "file order" : text(shuffle),
    clipping: clipping && text(clipping),
  };
  return new Map(Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact]])));
}

/** A rule, and what it has drawn; undefined: the weights themselves, or feedback weights, which are the network's. */
function errorTransportOf({ errorTransport, errorWeights, parameters }: Network): string | undefined {
  const { name } = errorTransport;
  if (name === "backpropagation") return undefined;
  return errorWeights === parameters ? name : `${name} ${digest([bytesOf(errorWeights)])}`;
}

/** Populations and projections, which error signals see what, what may be trained, and the loss. */
function wiringDigest(model: Model): string {
  const { loss, populations, projections, inputs, outputs, feedback, frozen } = model;
  const wiring = {
    loss,
    populations: populations.map(({ activation, size, fanIn }) => [activation, size, fanIn]),
    projections: [projections.source, projections.target, projections.position].map((column) => [...column]),
    inputs: [...inputs],
    outputs: [...outputs],
  };
  const rest = [feedback && bytesOf(feedback), frozen].map((bytes) => bytes ?? new Uint8Array());
  return digest([Buffer.from(JSON.stringify(wiring)), ...rest]);
}

function samplesDigest({ count, inputWidth, targetWidth, inputs, targets }: Samples): string {
  const shape = Buffer.from(`${count}×${inputWidth}+${targetWidth}`);
  return digest([shape, bytesOf(inputs), bytesOf(targets)]);
}

/** The first half of a SHA-256: enough to tell runs apart that nobody means to be taken for each other. */
function digest(pieces: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const piece of pieces) hash.update(piece);
  return hash.digest("hex").slice(0, 32);
}

/** An option's value as a short text: `kind: cosine, rate: 0.1, commits: 90`. */
function text(value: unknown): string {
  return JSON.stringify(value)
    .replace(/["{}]/g, "")
    .replace(/([:,])/g, "$1 ");
}
