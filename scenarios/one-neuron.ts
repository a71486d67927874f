import { createSamples, Network, type NetworkFile, parseNetwork, type Screen, scenario, watch } from "../src/index.ts"; // prettier-ignore

// Michael Nielsen, Neural Networks and Deep Learning (2015), chapter 3.
const samples = createSamples([[1]], [[0]]);
const training = { epochs: 300, batchSize: 1, learningRate: 0.15 };

export const oneNeuron = scenario(import.meta.url, {
  name: "one-neuron",
  summary:
    "Nielsen's saturated neuron learns slowly because its gain is small; cross-entropy cancels the gain",
  options: [],
  async run(screen) {
    await screen.heading("One neuron is to answer 0 to the input 1");
    await screen.print("Loss: half the squared error. From w = 0.6 and b = 0.9, the neuron learns at once:");
    const near = await learn(screen, "half-squared-error", 0.6, 0.9);
    await screen.curve("output, from w = 0.6 and b = 0.9", near.outputs);
    await screen.print("From w = b = 2, its answer is worse; and yet it hardly learns for a long time:");
    const far = await learn(screen, "half-squared-error", 2, 2);
    await screen.curve("output, from w = b = 2", far.outputs);

    await screen.heading("Why: its gain");
    await screen.print(
      "Every error is multiplied by the gain σ'(z). Where σ is flat, it is almost 0, and so is δ:",
    );
    await screen.curve("gain σ'(z), from w = b = 2", far.gains);
    await screen.print("Start 1 is w = 0.6 and b = 0.9, start 2 is w = b = 2:");
    const columns = ["update", "a 1", "gain 1", "δ 1", "a 2", "gain 2", "δ 2"];
    await screen.table(columns, everyFiftieth([near, far]));

    await screen.heading("Cross-entropy: the gain cancels");
    await screen.print(
      "∂L/∂a = (a − t) / σ'(z), hence δ = a − t: the worse the answer, the larger the step.",
    );
    const nearNow = await learn(screen, "binary-cross-entropy", 0.6, 0.9);
    const farNow = await learn(screen, "binary-cross-entropy", 2, 2);
    await screen.curve("output with cross-entropy, from w = b = 2", farNow.outputs);
    await screen.table(columns, everyFiftieth([nearNow, farNow]));

    await screen.heading("Nielsen's numbers beside ours");
    await screen.table(
      ["start", "updates", "output in the book", "computed"],
      [
        ["w = 0.6, b = 0.9", "0", "0.82", `${near.outputs[0]}`],
        ["w = 0.6, b = 0.9", "300", "about 0.09", `${near.outputs[300]}`],
        ["w = b = 2", "0", "0.98", `${far.outputs[0]}`],
        ["w = b = 2", "300", "(not printed)", `${far.outputs[300]}`],
      ],
    );
  },
});

/** The neuron's output, gain and delta before each update, and after the last one. */
async function learn({ computing }: Screen, loss: NetworkFile["loss"], weight: number, bias: number) {
  const file = { format: "counterflow-network", version: 1, loss, inputs: ["x"], outputs: ["y"] };
  const neurons = [{ id: "x" }, { id: "y", activation: "sigmoid", bias }];
  const model = parseNetwork({ ...file, neurons, synapses: [{ from: "x", to: "y", weight }] });
  const network = new Network(model, computing);
  const run = { outputs: [] as number[], gains: [] as number[], deltas: [] as number[] };
  watch(network).subscribe((event) => {
    if (event.kind === "activate") run.outputs.push(...event.a);
    if (event.kind === "activate") run.gains.push(...event.gain);
    if (event.kind === "delta") run.deltas.push(...event.delta);
  });
  await network.train(samples, training).forEach(() => undefined);
  network.gradients(samples);
  return run;
}

function everyFiftieth(runs: readonly Awaited<ReturnType<typeof learn>>[]): string[][] {
  return [0, 50, 100, 150, 200, 250, 300].map((at) => {
    const numbers = runs.flatMap(({ outputs, gains, deltas }) => [outputs[at], gains[at], deltas[at]]);
    return [`${at}`, ...numbers.map((value = NaN) => value.toFixed(5))];
  });
}
