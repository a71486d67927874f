import { createSamples, Network, parseNetwork, record, scenario } from "../src/index.ts";
import { lee } from "./networks/lee.ts";

export const pathSum = scenario(import.meta.url, {
  name: "path-sum",
  summary:
    "a gradient is the sum over all paths from the weight to the loss; backpropagation never walks them",
  options: [
    { name: "from", help: "source of the weight", fallback: "x.0" },
    { name: "to", help: "its target", fallback: "h.0" },
  ],
  async run(screen) {
    const neurons = [screen.option("from"), screen.option("to")];
    const network = new Network(parseNetwork(lee), screen.computing);
    const recording = record(network);
    network.gradients(createSamples([[1, -1]], [[1, 0]]));
    const trace = recording.stop();

    await screen.heading("One weight, every way to the loss");
    await screen.print(
      "A small change of a weight reaches the loss along every path at once. Along one path it is multiplied by what it " +
        "meets: the activation that enters, the gain of each neuron, the weight of each synapse, the loss's slope.",
    );
    await screen.view("paths", trace, { neurons });
    await screen.print(
      "Paths share their ends. Backpropagation adds up what comes together at a neuron before it goes on, so that every " +
        "synapse is used once, for all weights and all paths: that sum is the neuron's δ.",
    );
    await screen.heading("The same numbers as messages");
    await screen.flow(trace, { phases: ["loss", "backward", "gradient"] });
  },
});
