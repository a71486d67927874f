import { type Fault, Network, numberOption, parseNetwork, scenario } from "../src/index.ts";
import type { Screen, TrainOptions } from "../src/index.ts";
import { fourSamples, mazur } from "./networks/mazur.ts";

const settings: TrainOptions = { epochs: 4, batchSize: 2, microBatch: 1, learningRate: 0.1, optimizer: "adam", shuffle: 3 }; // prettier-ignore

export const crashAndResume = scenario(import.meta.url, {
  name: "crash-and-resume",
  summary:
    "a hidden neuron dies in the middle of a batch, then the whole network; both come back to the same bits",
  world: "own",
  options: [
    { name: "tick", help: "when the neuron dies", fallback: "25" },
    { name: "commit", help: "the commit after which all is lost", fallback: "5" },
  ],
  async run(screen) {
    const time = numberOption(screen, "tick", [0, 400], "any");
    const last = numberOption(screen, "commit", [1, 7]);
    await screen.heading(`h1 dies at tick ${time}`);
    await screen.print(
      "It loses all that it has not stored: what it heard, z, gain. Its weights, what the optimizer remembers, and the number of " +
        "the last attempt it knows of are stored. Twenty ticks later it is back and says so; the coordinator gives the attempt up " +
        "and begins the batch anew; what is still under way from the old attempt is fenced off by its number.",
    );
    const calm = train(screen, []);
    // Hosts are numbered as the neurons of the file: h1 is the third.
    const crashed = train(screen, [{ kind: "crash", time, nth: 0, host: 2, ticks: 20 }]);
    const isSame = ({ weights }: typeof calm): string => (weights === calm.weights ? "yes" : "NO");
    const rows = Object.entries({ calm, "h1 dies": crashed }).map(([name, run]) => {
      const { crashes = 0, attempts = 0 } = run.network.traffic() ?? {};
      return [name, `${crashes}`, "8", `${attempts}`, run.network.now.toFixed(0), run.loss.toFixed(12), isSame(run)]; // prettier-ignore
    });
    await screen.table(["run", "crashes", "batches", "attempts", "ticks", "last loss", "same bits"], rows);

    await screen.heading(`Everything is lost after commit ${last}`);
    await screen.print(
      "What is left is one checkpoint: weights, optimizer, where the epoch stands. Another network goes on from there. " +
        "(On the command line: counterflow train … --checkpoint DIR, and after a crash or Ctrl-C --resume DIR.)",
    );
    const checkpoint = calm.states[last - 1];
    const resumed = train(screen, [], checkpoint);
    await screen.table(
      ["what happened", "commits", "same bits at the end"],
      [
        ["nothing", "8", isSame(calm)],
        ["h1 died", "8", isSame(crashed)],
        [`all was lost, and gone on from commit ${last}`, `${last} + ${8 - last}`, isSame(resumed)],
      ],
    );
  },
});

function train({ computing }: Screen, faults: readonly Fault[], resume?: TrainOptions["resume"]) {
  const transport = { name: "simulated", latency: { kind: "exponential", mean: 3 }, faults } as const;
  const network = new Network(parseNetwork(mazur), { ...computing, transport });
  const states: TrainOptions["resume"][] = [];
  let loss = NaN;
  network.train(fourSamples, { ...settings, resume }).subscribe((progress) => {
    if (progress.kind !== "batch") return;
    loss = progress.loss;
    states.push(network.trainingState());
  });
  return { network, loss, states, weights: network.parameters.join(" ") };
}
