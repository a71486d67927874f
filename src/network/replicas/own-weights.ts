import { newNumbers, type Numbers, type Precision } from "../../math/precision.ts";
import type { ReplicaStep } from "../../schedule/consistency/replica-step.ts";
import type { Learner } from "./learner.ts";
import { addTo, meanOf } from "./mean.ts";
import type { Team } from "./team.ts";
import { UnderWay } from "./under-way.ts";
import type { Weights } from "./weights.ts";

/** Who has weights of its own, and with whom it mixes them. */
export interface OwnParts {
  readonly team: Team;
  readonly learners: readonly Learner[];
  /** Row i: what the weights of each worker count in the next ones of worker i; of pairs, none. */
  readonly mixing: readonly (readonly number[])[];
  readonly precision: Precision;
}

/** Weights of one's own at every worker: mixed with those of others, then moved by the worker's own gradient. */
export class OwnWeights implements Weights {
  readonly #parts: OwnParts;
  readonly #gradients = new UnderWay<Numbers>("gradient");
  /** A worker's weights at the beginning of a round, and by how many they are still to be mixed in. */
  readonly #shared = new UnderWay<{ readonly weights: Numbers; left: number }>("weights");

  constructor(parts: OwnParts) {
    this.#parts = parts;
  }

  /** The mean of all. */
  parameters(): Numbers {
    const { team, precision } = this.#parts;
    const all = team.networks.map(({ parameters }) => ({ numbers: parameters, weight: 1 }));
    return meanOf(all, precision).slice();
  }

  perform(step: ReplicaStep): void {
    const { team } = this.#parts;
    if (step.kind === "share") {
      const weights = team.weightsOf(step.worker).slice();
      // Its own are among those that it mixes.
      this.#shared.put(this.#key(step.worker, step.round), { weights, left: step.to.length + 1 });
    } else if (step.kind === "begin") {
      this.#gradients.put(step.worker, team.compute(step.worker, step.microBatch).parameters);
    } else if (step.kind === "mix") this.#mix(step.worker, step.round);
    else if (step.kind === "average") this.#average(step.worker, step.partner);
    else if (step.kind === "commit" && step.worker !== undefined && step.contributions.length > 0) {
      this.#move(step.worker);
    }
  }

  #move(worker: number): void {
    const { team, learners } = this.#parts;
    learners[worker]?.begin();
    learners[worker]?.move(team.weightsOf(worker), this.#gradients.take(worker));
  }

  /** Sums up in the order of the workers. */
  #mix(worker: number, round: number): void {
    const { team, mixing, precision } = this.#parts;
    const mixed = newNumbers(precision, team.weightsOf(worker).length);
    for (const [source, weight] of (mixing[worker] ?? []).entries()) {
      if (weight === 0 && source !== worker) continue;
      addTo(mixed, this.#weightsAt(source, round), weight);
    }
    team.adopt(worker, mixed);
  }

  #weightsAt(source: number, round: number): Numbers {
    const key = this.#key(source, round);
    const shared = this.#shared.get(key);
    shared.left--;
    if (shared.left === 0) this.#shared.take(key);
    return shared.weights;
  }

  #average(worker: number, partner: number): void {
    const [one, other] = [this.#parts.team.weightsOf(worker), this.#parts.team.weightsOf(partner)];
    for (let i = 0; i < one.length; i++) one[i] = ((one[i] ?? 0) + (other[i] ?? 0)) / 2;
    other.set(one);
  }

  #key(worker: number, round: number): number {
    return round * this.#parts.team.networks.length + worker;
  }
}
