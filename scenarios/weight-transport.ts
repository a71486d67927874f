import { alignment, type ErrorTransportName, generateSet, Network, numberOption } from "../src/index.ts";
import { parseNetwork, type Screen, scenario, sliceSamples } from "../src/index.ts";

/** What error signals meet on their way back. */
const rules: readonly (readonly [ErrorTransportName, string])[] = [
  ["backpropagation", "the weights"],
  ["kolen-pollack", "copies of them"],
  ["direct-feedback-alignment", "random"],
  ["uniform-sign-symmetry", "signs"],
  ["fixed-random-sign-symmetry", "signs × random"],
  ["batchwise-random-sign-symmetry", "signs × random"],
  ["feedback-alignment", "random"],
  ["frozen-hidden", "the weights"],
];

export const weightTransport = scenario(import.meta.url, {
  name: "weight-transport",
  summary:
    "must the reversed arrows carry the same weights? Eight rules, and how far their δ are from the true ones",
  options: [
    { name: "seeds", help: "how many runs each row is the mean of", fallback: "1" },
    { name: "epochs", help: "epochs of training", fallback: "25" },
  ],
  async run(screen) {
    const seeds = numberOption(screen, "seeds", [1, 100]);
    const epochs = numberOption(screen, "epochs", [1, 10_000]);
    await screen.heading("16-40-40-8 sigmoid neurons, 2,000 points of 24 clouds in 8 classes");
    await screen.print(
      "The forward pass is the same in every row, and so is what a hidden neuron does: σ'(z) times a sum of what it hears. Only the " +
        "weights in the sum differ. Angles: between the δ of a layer and that of backpropagation at the same weights, before and after " +
        "training. From 90° on, an error signal teaches nothing; behind random weights δ begins there, until the weights come to meet them.",
    );
    const rows: string[][] = [];
    let course: readonly number[] = [];
    for (const [name, meets] of rules) {
      const runs = Array.from({ length: seeds }, (_, i) => run(screen, name, i + 1, epochs));
      const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / seeds;
      const angle = (epoch: number, layer: number): string =>
        `${mean(runs.map((one) => one.course.at(epoch)?.[layer] ?? 0)).toFixed(0)}°`;
      const angles = [0, 1].map((layer) => `${angle(0, layer)} → ${angle(-1, layer)}`);
      rows.push([name, meets, mean(runs.map(({ wrong }) => wrong)).toFixed(1), ...angles]);
      if (name === "feedback-alignment") course = (runs[0]?.course ?? []).map(([h1 = 0]) => h1);
      await screen.pause();
    }
    await screen.table(["rule", "errors meet", "wrong %", "h1", "h2"], rows);
    await screen.curve("feedback-alignment: the angle of h1 in degrees, epoch by epoch", course);
  },
});

/** Percent wrong of points never seen, and the angles of the layers before the first epoch and after each. */
function run({ computing }: Screen, name: ErrorTransportName, seed: number, epochs: number) {
  const all = generateSet(`clusters:samples=3000,seed=${seed}`);
  const [known, unseen] = [sliceSamples(all, 0, 2000), sliceSamples(all, 2000, 3000)];
  const hidden = ["h1", "h2"].map((id) => ({ id, size: 40, activation: "sigmoid" }));
  const layers = [{ id: "x", size: 16 }, ...hidden, { id: "y", size: 8, activation: "identity" }];
  const file = { format: "counterflow-network", version: 1, loss: "softmax-cross-entropy", seed, layers };
  const network = new Network(parseNetwork(file), { ...computing, errorTransport: name });
  const angles = () => alignment(network, sliceSamples(unseen, 0, 100)).map(({ delta = 0 }) => delta);
  const course = [angles()];
  // What two copies differ in goes with the decay of both.
  const optimizer = { name: "sgd", weightDecay: name === "kolen-pollack" ? 1e-3 : 0 } as const;
  const plan = { epochs, batchSize: 10, learningRate: 0.5, optimizer, shuffle: seed } as const;
  network.train(known, { ...plan, report: "epoch" }).subscribe(() => course.push(angles()));
  return { wrong: 100 * (1 - (network.evaluate(unseen).accuracy ?? 0)), course };
}
