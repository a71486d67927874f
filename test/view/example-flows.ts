import { createSamples, Network, parseNetwork, watch, type Model, type TraceEvent } from "../../src/index.ts";
import { leeNetwork, mazurNetwork } from "../oracle/published.ts";

export const mazur = parseNetwork(mazurNetwork);
export const lecture = parseNetwork(leeNetwork);

/** Mazur's first step: one sample, one commit at learning rate 0.5. */
export const mazurStep = eventsOf(mazur, [[0.05, 0.1]], [[0.01, 0.99]]);

/** Everything that happens when all samples are learned from as one batch. */
export function eventsOf(
  model: Model,
  inputs: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  options: {
    readonly microBatch?: number;
    readonly inputErrors?: "end" | "receive";
    readonly epochs?: number;
  } = {},
): TraceEvent[] {
  const { microBatch, inputErrors, epochs = 1 } = options;
  const network = new Network(model, { inputErrors });
  const events: TraceEvent[] = [];
  watch(network).subscribe((event) => events.push(event));
  network
    .train(createSamples(inputs, targets), {
      epochs,
      batchSize: inputs.length,
      learningRate: 0.5,
      microBatch,
    })
    .subscribe();
  return events;
}
