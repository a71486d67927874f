import { Observable } from "rxjs";
import type { Evaluation } from "../../coordinator/tally.ts";
import type { Samples } from "../../data/samples.ts";
import { numberIn, wholeFromOne } from "../../math/number-range.ts";
import type { Numbers } from "../../math/precision.ts";
import { random } from "../../math/random.ts";
import { RunError } from "../../message/run-error.ts";
import type { Model } from "../../model/model.ts";
import type { Consistency } from "../../schedule/consistency/consistency.ts";
import { type ReplicaReport, ReplicaTally } from "../../schedule/consistency/replica-report.ts";
import type { ReplicaTiming } from "../../schedule/consistency/replica-step.ts";
import { replicaSteps } from "../../schedule/consistency/replica-steps.ts";
import { type Latency, latencyOf } from "../../transport/simulated/latency.ts";
import { checkSamples } from "../check-samples.ts";
import { drive } from "../drive.ts";
import { Network } from "../network.ts";
import { planOf } from "../train-options.ts";
import { consistency } from "./consistencies.ts";
import { Corrections } from "./corrections.ts";
import { expectReplicable, expectTicks, expectTrainable } from "./check-options.ts";
import { Learner } from "./learner.ts";
import { MicroBatches } from "./micro-batches.ts";
import type { ReplicasOptions, ReplicasProgress, ReplicasTrainOptions } from "./options.ts";
import { OwnWeights } from "./own-weights.ts";
import { ReplicasTelling } from "./progress.ts";
import { ServerNetwork } from "./server-network.ts";
import { ServerWeights } from "./server-weights.ts";
import { piecesOf, SharedWeights } from "./shared-weights.ts";
import { Team } from "./team.ts";
import type { Weights } from "./weights.ts";

/**
 * Data-parallel training, simulated in virtual time: workers that each run the whole network over micro-batches of their own, and a rule that
 * says which weights they read and when their gradients are applied.
 */
export class Replicas {
  readonly model: Model;
  /** The rule as data. */
  readonly consistency: Consistency;
  /** The workers' networks, whose messages can be watched as those of any. */
  readonly networks: readonly Network[];
  readonly #options: ReplicasOptions;
  readonly #server: ServerNetwork;
  #judge: Network | undefined;
  #isTraining = false;
  #weights: Weights | undefined;
  #tally: ReplicaTally;

  /** @throws RangeError for options that make no sense, or a model whose error signals do not meet its weights */
  constructor(model: Model, options: ReplicasOptions) {
    const workers = numberIn(wholeFromOne, "workers", options.workers);
    this.model = model;
    this.#options = options;
    this.#tally = new ReplicaTally(workers);
    this.consistency = consistency(options.consistency, workers);
    expectReplicable(model, options);
    this.networks = Array.from({ length: workers }, () => this.#network());
    const { kernel = "auto", precision = "f64" } = options;
    this.#server = new ServerNetwork(model, { kernel, precision });
  }

  /** The weights and biases now, in the places of `model.parameters`: the server's, the shared ones, or the mean of the workers' own. */
  get parameters(): Numbers {
    return this.#weights?.parameters() ?? this.#server.parameters;
  }

  /** What the last run has come to, or so far the one that is going on; before the first one, nothing. */
  get report(): ReplicaReport {
    return this.#tally.report();
  }

  /** Mean loss and accuracy at the weights as they are now. */
  evaluate(samples: Samples, options: { readonly batchSize?: number | undefined } = {}): Evaluation {
    this.#judge ??= this.#network();
    this.#judge.parameters.set(this.parameters);
    return this.#judge.evaluate(samples, options);
  }

  /**
   * Trains, and says after every commit and epoch what has come of it. It begins when subscribed to, at the weights as they are;
   * unsubscribing ends it at once. Samples: one set, which all workers share, or one for each.
   * Errors: RunError, InputError, RangeError for options.
   */
  train(samples: Samples | readonly Samples[], options: ReplicasTrainOptions): Observable<ReplicasProgress> {
    for (const each of "count" in samples ? [samples] : samples) checkSamples(this.model, each, "required");
    expectTrainable(this.consistency, this.#options, samples, options);
    const { epochs, microBatch, shuffle } = planOf({ ...options, batchSize: options.microBatch });
    const microBatches = new MicroBatches(samples, { epochs, microBatch, shuffle });
    return new Observable((subscriber) => {
      if (this.#isTraining) throw new RunError("the replicas are being trained already");
      this.#isTraining = true;
      subscriber.add(() => (this.#isTraining = false));
      const team = new Team(this.networks, microBatches);
      const weights = this.#begin(team, options, microBatches.capacity);
      this.#weights = weights;
      drive(this.#steps(team, weights, microBatches), subscriber, options.pause);
    });
  }

  *#steps(
    team: Team,
    weights: Weights,
    microBatches: MicroBatches,
  ): Generator<ReplicasProgress, void, undefined> {
    const workers = this.networks.length;
    const tally = new ReplicaTally(workers);
    this.#tally = tally;
    const telling = new ReplicasTelling({
      perEpoch: microBatches.perEpoch,
      takeLosses: (microBatch) => team.takeLosses(microBatch),
    });
    const { maxStaleness } = this.#options;
    const size = { workers, ...microBatches.size, pieces: piecesOf(this.model).length, maxStaleness };
    for (const step of replicaSteps(this.consistency, size, this.#timing())) {
      tally.add(step);
      weights.perform(step);
      yield* telling.tell(step);
    }
  }

  /** At the weights as they are, with optimizers anew. */
  #begin(team: Team, options: ReplicasTrainOptions, capacity: number): Weights {
    const { consistency: rule, model } = this;
    const { learningRate, optimizer, exchange = "gradients", outer = {} } = options;
    const { precision = "f64" } = this.#options;
    const learnersOf = (by: ReplicasTrainOptions["optimizer"]): Learner[] =>
      this.networks.map(() => new Learner(model, precision, { learningRate, optimizer: by }));
    if (rule.kind === "neighbours" || rule.kind === "pairs") {
      const mixing = rule.kind === "neighbours" ? rule.mixing : [];
      return new OwnWeights({ team, learners: learnersOf(optimizer), mixing, precision });
    }
    const { parameters } = this.#server;
    if (rule.kind === "shared-memory")
      return new SharedWeights(team, model, learnersOf(optimizer), parameters);
    const isAlone = rule.push.what === "difference";
    this.#server.begin(
      isAlone
        ? { learningRate: outer.learningRate ?? 1, optimizer: outer.optimizer }
        : { learningRate, optimizer },
      exchange === "gradients" ? 1 : capacity * rule.commit.pushes,
    );
    const learners = learnersOf(isAlone ? optimizer : "sgd");
    const size = { count: model.parameterCount, workers: this.networks.length };
    const corrections = new Corrections(this.#options.correctors ?? [], rule, size);
    return new ServerWeights({ rule, team, server: this.#server, exchange, learners, corrections });
  }

  #timing(): ReplicaTiming {
    const { service = oneTick, latency = noTime, serve = noTime, seed = 0 } = this.#options;
    const drawn = this.networks.map((_, worker) => {
      const law = "kind" in service ? service : (service[worker] ?? oneTick);
      return {
        service: latencyOf(law, random(seed, `service/${worker}`).uniform),
        latency: latencyOf(latency, random(seed, `latency/${worker}`).uniform),
      };
    });
    const served = latencyOf(serve, random(seed, "server").uniform);
    return {
      serve: () => expectTicks("serve", served()),
      service: (worker) => expectTicks("service", drawn[worker]?.service()),
      latency: (worker) => expectTicks("latency", drawn[worker]?.latency()),
      uniform: random(seed, "partners").uniform,
    };
  }

  #network(): Network {
    const { kernel, precision } = this.#options;
    return new Network(this.model, { kernel, precision });
  }
}

const oneTick: Latency = { kind: "constant", ticks: 1 };
const noTime: Latency = { kind: "constant", ticks: 0 };
