import { newNumbers, type Numbers } from "../../math/precision.ts";
import type { ServerConsistency } from "../../schedule/consistency/consistency.ts";
import type { Push, ReplicaStep } from "../../schedule/consistency/replica-step.ts";
import type { Gradients } from "../gradients.ts";
import type { Learner } from "./learner.ts";
import type { Corrections } from "./corrections.ts";
import { addTo, meanOf, type Weighed } from "./mean.ts";
import type { ServerNetwork } from "./server-network.ts";
import type { Team } from "./team.ts";
import { UnderWay } from "./under-way.ts";
import type { Weights } from "./weights.ts";

/** Who works for a server, and how. */
export interface ServerParts {
  readonly rule: ServerConsistency;
  readonly team: Team;
  readonly server: ServerNetwork;
  readonly exchange: "gradients" | "sufficient-factors";
  /** Of each worker: what moves its own copy between fetches. */
  readonly learners: readonly Learner[];
  readonly corrections: Corrections;
}

/** What a push carries. */
interface Payload extends Weighed {
  /** Its first micro-batch, the version that this was computed at, and the weights of that. */
  readonly first: number;
  readonly version: number;
  readonly read: Numbers;
}

/**
 * A server's weights, and the copies of its workers. Weights travel here, from the server to its workers, as gradients do the other way: each
 * message is a copy of what its sender had as it was sent.
 */
export class ServerWeights implements Weights {
  readonly #parts: ServerParts;
  /** Answers of the server, by the worker: it has one under way at most, and then goes on from it. */
  readonly #answers = new UnderWay<Numbers>("weights");
  readonly #computed = new UnderWay<Gradients>("micro-batch");
  readonly #pushes = new UnderWay<Payload>("push");
  #gathered: Payload[] = [];

  constructor(parts: ServerParts) {
    this.#parts = parts;
  }

  parameters(): Numbers {
    return this.#parts.server.parameters;
  }

  perform(step: ReplicaStep): void {
    const { team } = this.#parts;
    if (step.kind === "send") this.#answers.put(step.worker, this.parameters().slice());
    else if (step.kind === "read") team.adopt(step.worker, this.#answers.get(step.worker));
    else if (step.kind === "begin")
      this.#computed.put(step.microBatch, team.compute(step.worker, step.microBatch));
    else if (step.kind === "end") this.#stepAlone(step.worker, step.microBatch);
    else if (step.kind === "push") this.#push(step.push);
    else if (step.kind === "gather") this.#gather(step.push);
    else if (step.kind === "drop") this.#drop(step.push);
    else if (step.kind === "commit") this.#commit(step.version, step.contributions);
  }

  /** A worker that does not fetch after each step takes its own ones into account. */
  #stepAlone(worker: number, microBatch: number): void {
    const { rule, learners, team } = this.#parts;
    if (rule.push.what === "gradients" && rule.fetch.kind === "every" && rule.fetch.steps === 1) return;
    const learner = learners[worker];
    learner?.begin();
    learner?.move(team.weightsOf(worker), this.#computed.get(microBatch).parameters);
  }

  #push({ number, worker, contributions }: Push): void {
    const { rule, exchange } = this.#parts;
    if (exchange === "sufficient-factors") return;
    const found = contributions.map(({ microBatch }) => this.#computed.take(microBatch));
    const [first] = contributions;
    if (first === undefined) return;
    const isDifference = rule.push.what === "difference";
    this.#pushes.put(number, {
      first: first.microBatch,
      version: first.version,
      read: this.#answers.get(worker),
      numbers: isDifference ? this.#difference(worker) : this.#sum(found),
      weight: isDifference ? 1 : found.reduce((sum, { losses }) => sum + losses.length, 0),
    });
  }

  /** How far a worker's copy has moved since it was fetched, turned round: a gradient points uphill. */
  #difference(worker: number): Numbers {
    const difference = this.#answers.get(worker).slice();
    addTo(difference, this.#parts.team.weightsOf(worker), -1);
    return difference;
  }

  #sum(found: readonly Gradients[]): Numbers {
    const [first] = found;
    if (first !== undefined && found.length === 1) return first.parameters;
    const sum = newNumbers(this.#parts.server.precision, this.parameters().length);
    for (const { parameters } of found) addTo(sum, parameters, 1);
    return sum;
  }

  #gather({ number }: Push): void {
    if (this.#parts.exchange === "gradients") this.#gathered.push(this.#pushes.take(number));
  }

  #drop({ number, contributions }: Push): void {
    if (this.#parts.exchange === "gradients") this.#pushes.take(number);
    else for (const { microBatch } of contributions) this.#computed.take(microBatch);
  }

  /** In the order of the micro-batches, whichever came first. */
  #commit(version: number, contributions: Push["contributions"]): void {
    const { exchange, server, corrections } = this.#parts;
    if (exchange === "gradients") {
      const inOrder = this.#gathered.sort((one, other) => one.first - other.first);
      const now = this.parameters();
      const corrected = inOrder.map(({ numbers, weight, read, version: readVersion }) => ({
        numbers: corrections.correct({ gradient: numbers, read, crossed: version - 1 - readVersion }, now),
        weight,
      }));
      server.takeGradient(meanOf(corrected, server.precision));
    } else server.formGradient(contributions.map(({ microBatch }) => this.#computed.take(microBatch)));
    this.#gathered = [];
    corrections.around(
      () => server.commit(),
      () => this.parameters(),
    );
  }
}
