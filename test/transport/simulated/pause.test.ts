import { describe, expect, it } from "vitest";
import { createSamples } from "../../../src/data/samples.ts";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { hostileOptions } from "../../../src/network/hostile-options.ts";
import { Network } from "../../../src/network/network.ts";
import type { Chief } from "../../../src/transport/simulated/chief.ts";
import type { HostileTransport } from "../../../src/transport/simulated/hostile.ts";
import { mazurNetwork } from "../../oracle/published.ts";

const model = parseNetwork(mazurNetwork);
const samples = createSamples([[0.05, 0.1], [0.9, 0.2]], [[0.01, 0.99], [0.99, 0.01]]); // prettier-ignore
const ticks = 500;

/**
 * A run of one batch whose coordinator is paused for 500 ticks as soon as `when` holds. Returns the ticks from then on until
 * `then` holds, and until the batch is told of.
 */
function pausedWhen(when: (chief: Chief) => boolean, then: (chief: Chief) => boolean) {
  const seen: { world?: HostileTransport; paused?: number; then?: number } = {};
  const nothing = (): void => undefined;
  const event = (): void => {
    const { world } = seen;
    if (world === undefined) return;
    if (seen.paused === undefined && when(world.chief)) {
      world.post.pause(model.neuronCount, ticks);
      seen.paused = world.now();
    } else if (seen.paused !== undefined && then(world.chief)) seen.then ??= world.now();
  };
  const options = hostileOptions({
    latency: { kind: "constant", ticks: 1 },
    seed: 1,
    faults: {},
    hosts: model.neuronCount + 1,
    witness: {
      attend: (world) => (seen.world = world),
      note: nothing,
      crashed: nothing,
      befell: nothing,
      event,
    },
  });
  const network = new Network(model, { transport: { name: "hostile", options } });
  let told = NaN;
  network
    .train(samples, { epochs: 1, batchSize: 2, learningRate: 0.1 })
    .subscribe(() => (told = network.now));
  const { paused = NaN } = seen;
  return { then: (seen.then ?? NaN) - paused, told: told - paused };
}

describe("a coordinator that does nothing for a while", () => {
  it("does not tell what it has just decided", () => {
    const { then } = pausedWhen(({ phase, isAnnounced }) => phase === "commit" && !isAnnounced, ({ isAnnounced }) => isAnnounced); // prettier-ignore
    expect(then).toBe(ticks);
  });

  it("feeds nothing, and hears nothing", () => {
    const { then } = pausedWhen(({ phase, attempt }) => phase === "batch" && attempt === 0, ({ phase }) => phase === "prepare"); // prettier-ignore
    expect(then).toBeGreaterThanOrEqual(ticks);
  });

  it("takes no note of the last answer before it is at work again", () => {
    const { told } = pausedWhen(({ phase, isAnswered }) => phase === "commit" && isAnswered, () => true); // prettier-ignore
    expect(told).toBe(ticks);
  });

  it("does not keep the one that takes over from its work", () => {
    const faults = [
      { kind: "pause", time: 2, nth: 0, host: model.neuronCount, ticks: 5000 },
      { kind: "failover", time: 30, nth: 0, ticks: 10 },
    ] as const;
    // Something has to happen at tick 30: a timer rings too late by then.
    const network = new Network(model, { transport: { name: "simulated", faults } });
    network.train(samples, { epochs: 1, batchSize: 2, learningRate: 0.1 }).subscribe();
    expect(network.commits).toBe(1);
    expect(network.now).toBeLessThan(1000);
  });
});
