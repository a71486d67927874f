import type { Samples } from "../../data/samples.ts";
import { numberIn, wholeFromOne } from "../../math/number-range.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import type { Model } from "../../model/model.ts";
import type { Consistency } from "../../schedule/consistency/consistency.ts";
import type { ReplicasOptions, ReplicasTrainOptions } from "./options.ts";

/**
 * What replicas cannot be made of.
 * @throws RangeError `OPTION: expected …; got …`
 */
export function expectReplicable({ feedback }: Model, { workers, service }: ReplicasOptions): void {
  if (feedback !== undefined) {
    throw new RangeError("model: expected error signals that meet the weights; got feedback weights");
  }
  if (service === undefined || "kind" in service || service.length === workers) return;
  throw new RangeError(`service: expected one law, or ${workers}, one a worker; got ${service.length}`);
}

/**
 * What does not go together of a rule and options for a run.
 * @throws RangeError `OPTION: expected …; got …`
 */
export function expectTrainable(
  rule: Consistency,
  { workers, correctors = [] }: ReplicasOptions,
  samples: Samples | readonly Samples[],
  { microBatch, exchange = "gradients", optimizer = "sgd", outer }: ReplicasTrainOptions,
): void {
  numberIn(wholeFromOne, "microBatch", microBatch);
  if (!("count" in samples) && samples.length !== workers) {
    throw new RangeError(`samples: expected one set, or ${workers}, one a worker; got ${samples.length}`);
  }
  const exchanges = ["gradients", "sufficient-factors"];
  if (!exchanges.includes(exchange)) throw new RangeError(`exchange: ${expectedOneOf(exchanges, exchange)}`);
  const name = typeof optimizer === "string" ? optimizer : optimizer.name;
  if (rule.kind === "shared-memory" && name !== "sgd") {
    throw new RangeError(`optimizer: expected sgd, as shared memory holds weights alone; got ${name}`);
  }
  const isSingle = rule.kind === "server" && rule.push.what === "gradients" && rule.push.every === 1;
  if (exchange === "sufficient-factors" && !isSingle) {
    throw new RangeError(
      'exchange: expected gradients where the server does not get each of them by itself; got "sufficient-factors"',
    );
  }
  const [first] = correctors;
  const isFresh = rule.kind === "server" && rule.fetch.kind === "every" && rule.fetch.steps === 1;
  if (first !== undefined && !(isSingle && isFresh && exchange === "gradients")) {
    throw new RangeError(
      `correctors: expected a server that gets each gradient by itself; got ${first.kind}`,
    );
  }
  if (outer === undefined || (rule.kind === "server" && rule.push.what === "difference")) return;
  throw new RangeError("outer: expected a rule whose workers learn by themselves; got another");
}

/** @throws RangeError `NAME: expected …; got …` for ticks that no time can take */
export function expectTicks(name: string, ticks: number | undefined): number {
  if (ticks !== undefined && ticks >= 0 && ticks < Infinity) return ticks;
  throw new RangeError(`${name}: expected a number of ticks from 0; got ${ticks ?? "nothing"}`);
}
