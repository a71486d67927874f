import { generateSet, Network, parseNetwork, record, scenario } from "../src/index.ts";

const samples = generateSet("xor");
/** Learning rates for 1000 epochs. Each optimizer then solves it from every seed of 1 … 200 (loss < 0.01). */
const learningRates = { sgd: 2, momentum: 0.5, nesterov: 0.5, rmsprop: 0.02, adam: 0.05, adamw: 0.05 };

const passes = { phases: ["forward", "loss", "backward"] } as const;

export const xor = scenario(import.meta.url, {
  name: "xor",
  summary: "learns exclusive or: the messages of the first and of the last batch, and the loss in between",
  options: [
    { name: "seed", help: "seed of the first weights", fallback: "1" },
    { name: "epochs", help: "how often the four samples are seen", fallback: "1000" },
    { name: "optimizer", help: Object.keys(learningRates).join(", "), fallback: "sgd" },
  ],
  async run(screen) {
    const epochs = Number(screen.option("epochs"));
    const optimizer = screen.option("optimizer") as keyof typeof learningRates;
    const learningRate = learningRates[optimizer];
    const model = parseNetwork({
      ...{ format: "counterflow-network", version: 1, name: "xor", loss: "half-squared-error" },
      seed: Number(screen.option("seed")),
      layers: [
        { id: "x", size: 2 },
        { id: "h", size: 5, activation: "tanh", initializer: "xavier-uniform" },
        { id: "y", size: 1, activation: "sigmoid", initializer: "xavier-uniform" },
      ],
    });
    const network = new Network(model, screen.computing);
    const recording = record(network, { samples: [1] });
    const losses: number[] = [];
    const training = { epochs, batchSize: 4, microBatch: 1, optimizer, learningRate, pause: screen.pause };
    await network.train(samples, training).forEach(({ kind, loss }) => {
      if (kind === "epoch") losses.push(loss);
    });
    const trace = recording.stop();

    await screen.heading("Exclusive or: 1 where the inputs differ");
    await screen.print("A batch holds all four samples, a message one of them. First batch, sample (0, 1):");
    await screen.flow(trace, { ...passes, batches: [0, 1] });
    await screen.heading(`${epochs} batches`);
    await screen.curve("loss (half the squared error, mean of the four samples)", losses);
    await screen.print("Last batch, sample (0, 1). The error signals have become small:");
    await screen.flow(trace, { ...passes, batches: [epochs - 1, epochs] });
    await screen.heading("Before and after");
    const [before, after] = [new Network(model, screen.computing).predict(samples), network.predict(samples)];
    const rows = Array.from(samples.targets, (target, i) => {
      const outputs = [before, after].map((prediction) => prediction.outputs[i]?.toFixed(6) ?? "");
      return [`(${samples.inputs.subarray(2 * i, 2 * i + 2).join(", ")})`, `${target}`, ...outputs];
    });
    await screen.table(["input", "target", "output before", "output after"], rows);
    await screen.print(`The loss was ${before.loss.toFixed(6)}, and is ${after.loss.toFixed(6)} now.`);
    await screen.print(
      after.accuracy === 1 && after.loss < 0.01 ? "Solved." : "Not solved: try another seed.",
    );
  },
});
