import { map, merge } from "rxjs";
import { TestScheduler } from "rxjs/testing";
import { describe, expect, it } from "vitest";
import type { Activation, ErrorSignal } from "../../src/message/message.ts";
import { LoneNeuron, type LoneNeuronOptions } from "../../src/neuron/lone-neuron.ts";

const options: LoneNeuronOptions = {
  id: "h",
  activation: "identity",
  bias: 100,
  inputs: [
    { from: "x", weight: 2 },
    { from: "y", weight: 3 },
  ],
  outputs: [
    { to: "p", weight: 10 },
    { to: "q", weight: 1000 },
  ],
  samples: 2,
};

/** A message of one sample, which is a micro-batch of its own. */
const activation = (from: string, sample: number, value: number): Activation => ({
  ...{ kind: "activation", from, batch: 0, microBatch: sample, firstSample: sample },
  ...{ weightVersion: 0, values: [value] },
});
const errorSignal = (from: string, sample: number, value: number): ErrorSignal => ({
  ...activation(from, sample, value),
  kind: "error-signal",
});

/** Runs marbles; what comes out is shown as "sample:value". */
function marbles(draw: (run: Parameters<Parameters<TestScheduler["run"]>[0]>[0]) => void): void {
  new TestScheduler((got, expected) => expect(got).toEqual(expected)).run(draw);
}
const shown = ({ microBatch, values }: Activation | ErrorSignal): string => `${microBatch}:${values.join()}`;

// Lower case: sample 0; upper case: sample 1.
const values = {
  x: activation("x", 0, 1),
  y: activation("y", 0, 2),
  X: activation("x", 1, 3),
  Y: activation("y", 1, 4),
  p: errorSignal("p", 0, 5),
  q: errorSignal("q", 0, 6),
  P: errorSignal("p", 1, 7),
  Q: errorSignal("q", 1, 8),
};
// z = 100 + 2x + 3y, and with an identity δ = 10p + 1000q.
const answers = { f: "0:108", F: "1:118", b: "0:6050", B: "1:8070" };

describe("a neuron driven by plain streams", () => {
  it.each([
    ["sends its activation when the last input of a micro-batch is in", "-x-y--X---Y|", "---f------F"],
    ["takes inputs in any order", "-y-x--Y---X|", "---f------F"],
    ["lets a later micro-batch overtake", "-x-X-Y--y---|", "-----F--f"],
    ["does not count a message that comes twice", "-x-x-x-y-y--|", "-------f"],
    ["does not answer a micro-batch again that comes again", "-x-y-x-y-x--", "---f"],
    ["says nothing while an input is missing", "-x-X-x-X----|", "------------"],
  ])("%s", (_name, input, output) => {
    marbles(({ hot, expectObservable }) => {
      const lone = new LoneNeuron(options);
      hot(input, values).subscribe((message) => lone.receive(message));
      expectObservable(lone.forward$.pipe(map(shown))).toBe(output, answers);
    });
  });

  it("mirrors that backward, once its own forward pass has fixed its gain", () => {
    marbles(({ hot, expectObservable }) => {
      const lone = new LoneNeuron(options);
      const down = hot("  -xyXY---------|", values);
      const up = hot("    ------q-P-p--Q|", values);
      const forward = "   --f-F----------";
      const backward = "  ----------b--B-";
      merge(down, up).subscribe((message) => lone.receive(message));
      expectObservable(lone.forward$.pipe(map(shown))).toBe(forward, answers);
      expectObservable(lone.backward$.pipe(map(shown))).toBe(backward, answers);
    });
  });

  it("is subscribed to its neighbours for as long as they live, and no longer", () => {
    marbles(({ hot, expectSubscriptions }) => {
      const lone = new LoneNeuron(options);
      const down = hot("-x--y--|", values);
      const life = "    ^------!";
      down.subscribe((message) => lone.receive(message));
      expectSubscriptions(down.subscriptions).toBe(life);
    });
  });
});

describe("a neuron that waits", () => {
  it("names whom it waits for", () => {
    const lone = new LoneNeuron(options);
    lone.receive(values.y);
    lone.receive(values.q);
    expect(lone.waitingFor(0)).toEqual({ activations: ["x"], errorSignals: ["p"] });
    lone.receive(values.x);
    expect(lone.waitingFor(0)).toEqual({ activations: [], errorSignals: ["p"] });
  });

  it.each([
    [activation("stranger", 0, 1), "expected a message from one of x, y; got one from stranger"],
    [
      activation("x", 2, 1),
      "neuron h: expected messages of batch 0 and its 2 samples; got batch 0, 1 samples from 2 on, from x",
    ],
    [
      { ...activation("x", 0, 1), batch: 1 },
      "neuron h: expected messages of batch 0 and its 2 samples; got batch 1, 1 samples from 0 on, from x",
    ],
  ])("refuses a message that it cannot place (case %#)", (message, error) => {
    const lone = new LoneNeuron(options);
    expect(() => lone.receive(message)).toThrow(error);
  });

  it("refuses messages of one micro-batch that cover different samples", () => {
    const lone = new LoneNeuron(options);
    lone.receive(values.x);
    expect(() => lone.receive({ ...values.y, values: [1, 2] })).toThrow(
      "micro-batch 0: expected 1 samples from 0 on, as in its first message; got 2 from 0 on, from y",
    );
  });
});

describe("a neuron that learns", () => {
  it("moves its row by the mean of a·δ, and takes up the next batch", () => {
    const lone = new LoneNeuron(options);
    const rows: string[] = [];
    const outputs: number[] = [];
    lone.row$.subscribe(({ kind, weights, bias, weightVersion }) =>
      rows.push(`${kind} ${weightVersion}: ${weights.join(" ")} ${bias}`),
    );
    lone.forward$.subscribe((message) => outputs.push(...message.values));
    for (const message of Object.values(values)) lone.receive(message);
    lone.commit(0.001);
    // δ = 6050 and 8070: ∂C/∂w_x = (1·6050 + 3·8070)/2, ∂C/∂w_y = (2·6050 + 4·8070)/2, ∂C/∂b = (6050 + 8070)/2
    expect(rows).toEqual(["gradient 0: 15130 22190 7060", "commit 1: -13.13 -19.19 92.94"]);
    lone.receive({ ...values.x, batch: 1 });
    lone.receive({ ...values.y, batch: 1 });
    expect(outputs.at(-1)).toBe(92.94 + -13.13 * 1 + -19.19 * 2);
  });
});
