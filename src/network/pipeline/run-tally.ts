import type { Results } from "../../coordinator/coordinated.ts";
import { Tally } from "../../coordinator/tally.ts";
import type { Samples } from "../../data/samples.ts";
import { type TargetKind, targetKind } from "../../data/target-kind.ts";
import type { MicroBatch } from "../../neuron/frame.ts";
import type { PipelineProgress } from "./options.ts";
import type { RunBatches } from "./run-batches.ts";

/** Gathers what forward passes come to, and tells of batches in their order, whose sums do not depend on how they were cut. */
export class RunTally {
  readonly #batches: RunBatches;
  readonly #kind: TargetKind;
  readonly #width: number;
  /** Batches that the loss has seen in part or whole, and that are not told of yet. */
  readonly #inFlight = new Map<number, Results>();
  #told = 0;
  #epoch: Tally;

  constructor(batches: RunBatches, samples: Samples) {
    this.#batches = batches;
    this.#kind = targetKind(samples);
    this.#width = samples.targetWidth;
    this.#epoch = new Tally(this.#kind, this.#width);
  }

  /** Some samples of a batch have been evaluated; their results stand in the columns of the batch. */
  add(batch: number, { losses, outputs, targets }: Results, part: MicroBatch | undefined): void {
    if (part === undefined) return;
    const results = this.#inFlight.get(batch) ?? this.#results(batch);
    const [from, to] = [part.first, part.first + part.samples];
    const width = this.#width;
    results.losses.set(losses.subarray(from, to), from);
    results.outputs.set(outputs.subarray(from * width, to * width), from * width);
    results.targets.set(targets.subarray(from * width, to * width), from * width);
  }

  /** Tells of all batches before number `completed` that it has not told of yet. */
  *tell(completed: number, time: number): Generator<PipelineProgress, void, undefined> {
    const { perEpoch } = this.#batches;
    while (this.#told < completed) {
      const number = this.#told++;
      const samples = this.#batches.samplesOf(number);
      const loss = this.#epoch.add(this.#inFlight.get(number) ?? this.#results(number), samples);
      this.#inFlight.delete(number);
      const epoch = this.#batches.epochOf(number);
      const [batch, commits] = [number % perEpoch, number + 1];
      yield { kind: "batch", epoch, batch, batches: perEpoch, samples, loss, commits, time };
      if (commits % perEpoch > 0) continue;
      const result = this.#epoch.result();
      this.#epoch = new Tally(this.#kind, this.#width);
      yield { kind: "epoch", epoch, ...result, commits, time };
    }
  }

  #results(batch: number): Results {
    const samples = this.#batches.samplesOf(batch);
    const ofOutputs = (): Float64Array => new Float64Array(samples * this.#width);
    const results = { losses: new Float64Array(samples), outputs: ofOutputs(), targets: ofOutputs() };
    this.#inFlight.set(batch, results);
    return results;
  }
}
