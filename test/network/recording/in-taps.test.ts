import { describe, expect, it } from "vitest";
import { isLong } from "../../long.ts";
import { Subject, type Subscription, takeUntil } from "rxjs";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { Network, type NetworkOptions } from "../../../src/network/network.ts";
import type { TrainOptions } from "../../../src/network/train-options.ts";
import type { Change } from "../../../src/trace/change.ts";
import { forEachSynapse } from "../../../src/model/synapses.ts";
import { layeredSpec, samplesOf, skippingSpec } from "./specs.ts";
import { type Beside, type Difference, everythingSaid, levels, recordBesideTap } from "./beside-a-tap.ts";

/** Calls `act` each time that somebody has said something: after all who listen already, and who have begun to meanwhile. */
function atEachMessage(network: Network, act: (said: number, listenAnew: () => void) => void): void {
  let said = 0;
  let listening: Subscription | undefined;
  const listen = (): void => {
    listening?.unsubscribe();
    listening = everythingSaid(network).subscribe(() => {
      act(said++, listen);
    });
  };
  listen();
}

function train(network: Network, options: Partial<TrainOptions> = {}): void {
  network.train(samplesOf(network, 5), planOf(options)).subscribe();
}

const planOf = (options: Partial<TrainOptions>) => ({
  epochs: 2,
  batchSize: 3,
  microBatch: 2,
  learningRate: 0.1,
  ...options,
});

/** Of every kind, for neurons all over the network; each makes one for a number. Messages are of the batch in flight. */
function changesOf(network: Network): ((value: number) => Change)[] {
  let batch = 0;
  network.run$.subscribe((message) => {
    if (message.kind === "batch") batch = message.batch;
  });
  const { model, ids } = network;
  const changes: ((value: number) => Change)[] = [];
  forEachSynapse(model, (source, target) => {
    const [from, to] = [ids.idOf(source), ids.idOf(target)];
    changes.push((value) => ({ kind: "weight", from, to, value }));
    changes.push((value) => ({ kind: "bias", neuron: to, value }));
    for (const direction of ["forward", "backward"] as const) {
      changes.push((value) => ({ kind: "message", direction, from, batch, sample: 1, value }));
      changes.push((value) => ({ kind: "message", direction, from: to, batch, sample: 0, value }));
    }
  });
  return changes;
}

const networks: [string, object, NetworkOptions][] = [
  ["layers", layeredSpec, { inputErrors: "receive" }],
  ["layers of singles, in JavaScript", layeredSpec, { precision: "f32", kernel: "js" }],
  ["skip connections and feedback", skippingSpec, {}],
];

describe.each(networks)("recordings of %s", (_, spec, options) => {
  const create = () => new Network(parseNetwork(spec), options);
  const besideTaps = (network: Network, keeps: number[]): Beside[] =>
    levels.map((level) => recordBesideTap(network, { level }, keeps));

  it.each([
    [1, [1, 5]],
    [7, [Infinity, 3, 60]],
    [61, [Infinity, 3, 60]],
  ])("that are looked at every %i messages tell what a tap has told so far", (every, keeps) => {
    const network = create();
    const pairs = besideTaps(network, keeps);
    const differences: Difference[] = [];
    atEachMessage(network, (said) => {
      if (said % every === 0) differences.push(...pairs.flatMap((pair) => pair.differences()));
    });
    train(network, { epochs: 1 });
    train(network, { epochs: 1, batchSize: 5, microBatch: 5, commitAfter: "delta" });
    expect(differences).toEqual([]);
    expect(pairs.flatMap((pair) => pair.stop())).toEqual([]);
  });

  it("that begin and end in the middle of a run tell what a tap tells meanwhile", () => {
    const network = create();
    const pairs: Beside[] = [];
    const differences: Difference[] = [];
    atEachMessage(network, (said, listenAnew) => {
      if (said % 11 === 0) {
        const level = levels[(said / 11) % levels.length];
        pairs.push(recordBesideTap(network, { level, evaluations: "watch" }, [Infinity, 4, 80]));
        listenAnew();
      }
      if (said % 13 === 0 && pairs.length > 4) differences.push(...(pairs.shift()?.stop() ?? []));
    });
    train(network);
    train(network, { microBatch: 3, commitAfter: "delta" });
    expect(differences).toEqual([]);
    expect(pairs.flatMap((pair) => pair.stop())).toEqual([]);
  });

  it("in which numbers are changed on the way tell what a tap tells", () => {
    const network = create();
    const pairs = besideTaps(network, [Infinity, 3, 60, 200]);
    const changes = changesOf(network);
    atEachMessage(network, (said) => {
      // A while of every third, then none, so that rings have something to drop.
      if (said % 3 !== 0 || said % 600 > 300) return;
      const change = changes[(said / 3) % changes.length]?.(said / 1e4);
      if (change !== undefined) network.change(change);
    });
    train(network, { epochs: 6 });
    train(network, { epochs: 4, microBatch: 3, commitAfter: "delta" });
    expect(pairs.flatMap((pair) => pair.stop())).toEqual([]);
  });

  it("that is given up in the middle of a batch tell what a tap tells", () => {
    const network = create();
    const pairs = besideTaps(network, [Infinity, 3, 60]);
    for (let last = 3; last < 150; last += isLong ? 9 : 36) {
      const stop = new Subject<void>();
      let said = 0;
      const counting = everythingSaid(network).subscribe(() => {
        if (said++ === last) stop.next();
      });
      network.train(samplesOf(network, 5), planOf({})).pipe(takeUntil(stop)).subscribe();
      counting.unsubscribe();
    }
    expect(pairs.flatMap((pair) => pair.stop())).toEqual([]);
  });
});
