import { runAsMain } from "../../../src/cli/show/run-scenario.ts";
import { createSamples, InputError, Network, parseNetwork, record, RunError } from "../../../src/index.ts";
import { mazurNetwork } from "../../oracle/published.ts";

const network = new Network(parseNetwork(mazurNetwork));
const recording = record(network);
const samples = createSamples([[0.05, 0.1]], [[0.01, 0.99]]);
network.train(samples, { epochs: 1, batchSize: 1, learningRate: 0.5 }).subscribe();

// A scenario as a program of its own, for tests that need a process.
await runAsMain({
  name: "demo",
  summary: "shows one flow, or fails",
  options: [
    { name: "learning-rate", help: "a number", fallback: "0.5" },
    { name: "fail", help: "how to fail", fallback: "no" },
  ],
  run: async (screen) => {
    await screen.print(`learning rate ${screen.option("learning-rate")}, language ${screen.language}`);
    if (screen.option("fail") === "input")
      throw new InputError([{ path: "x", message: "expected 1; got 2" }]);
    if (screen.option("fail") === "run") throw new RunError("neuron h1: z is NaN");
    await screen.flow(recording.trace);
    for (let i = 0; i < 1000; i++) await screen.print(`line ${i}`);
  },
});
