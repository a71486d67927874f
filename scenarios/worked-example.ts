import { lastValueFrom } from "rxjs";
import { createSamples, Network, parseNetwork, record, type Screen, scenario } from "../src/index.ts";
import { mazur, namedNumbers, published } from "./networks/mazur.ts";

const model = parseNetwork(mazur);
const samples = createSamples([[0.05, 0.1]], [[0.01, 0.99]]);

export const workedExample = scenario(import.meta.url, {
  name: "worked-example",
  summary: "Mazur's example, message by message, and why the error that it prints after one update is wrong",
  options: [],
  async run(screen) {
    const right = await update(screen, "batch");
    const early = await update(screen, "delta");
    await screen.heading("Matt Mazur's worked example, message by message");
    await screen.print("One sample forward and back, then one update: learning rate 0.5, biases fixed.");
    await screen.flow(right.trace);

    await screen.heading("Published and computed");
    const computed = new Map(right.trace.events.flatMap(namedNumbers)).set("E after", right.loss);
    const rows = Object.entries(published).map(([name, value]) => [
      name,
      `${value}`,
      `${computed.get(name)}`,
    ]);
    await screen.table(["quantity", "published", "computed"], rows);
    await screen.print("All agree to a unit of the last digit, but for the error after the update. Why?");

    await screen.heading("The switch: deltas through weights that are already updated");
    await screen.print(
      "Now each neuron commits as soon as it has its delta. See what h1 and h2 multiply by:",
    );
    await screen.flow(early.trace, { phases: ["backward", "commit"] });
    await screen.table(
      ["on the way back, deltas meet", "E after one update"],
      [
        ["the weights of the forward pass", `${right.loss}`],
        ["already updated weights", `${early.loss}`],
        ["(published)", `${published["E after"]}`],
      ],
    );
    await screen.print("The published figure is the second one, rounded. The first is right:");
    await screen.print("a derivative belongs to the weights with which the forward pass was made.");
  },
});

/** One step of training on a fresh network: what happened, and the error that is left. */
async function update({ computing }: Screen, commitAfter: "batch" | "delta") {
  const network = new Network(model, computing);
  const recording = record(network);
  await lastValueFrom(network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.5, commitAfter }));
  return { trace: recording.stop(), loss: network.evaluate(samples).loss };
}
