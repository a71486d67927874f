import { generateSet, Network, numberOption, parseNetwork, Pipeline, sliceSamples } from "../src/index.ts";
import { type CorrectorOptions, type PipelineOptions, scenario, type Screen } from "../src/index.ts";

/** Five layers, the first of which gets its gradients 72 commits late. */
const delay = { kind: "per-stage", commits: [72, 56, 40, 24, 8] } as const;
const fresh = { kind: "per-stage", commits: [0, 0, 0, 0, 0] } as const;
/** T1: learning rates that begin with α / τ and are whole after so many commits. */
const slowly: CorrectorOptions = { kind: "pipemare-rate", commits: 1000 };

type Way = readonly [
  name: string,
  meets: string,
  schedule: PipelineOptions["schedule"],
  correctors?: readonly CorrectorOptions[],
];
const ways: readonly Way[] = [
  ["no delay", "the weights of the forward pass", { kind: "delayed", delay: fresh }],
  ["PipeDream", "the weights of the forward pass, kept", { kind: "delayed", delay }],
  ["nothing kept", "the newest weights", { kind: "delayed", delay, transportVersion: "latest" }],
  ["T1", "the newest weights", { kind: "delayed", delay, transportVersion: "latest" }, [slowly]],
  ["T2", "the newest, moved back", { kind: "delayed", delay, transportVersion: "extrapolated" }],
  [
    "T1 and T2",
    "the newest, moved back",
    { kind: "delayed", delay, transportVersion: "extrapolated" },
    [slowly],
  ],
];

export const pipemare = scenario(import.meta.url, {
  name: "pipemare",
  summary: "a pipeline that keeps no old weights, and two ways to learn all the same: PipeMare's T1 and T2",
  options: [
    { name: "seeds", help: "how many runs each row is the mean of", fallback: "1" },
    { name: "epochs", help: "of 63 commits each", fallback: "48" },
  ],
  async run(screen) {
    const seeds = numberOption(screen, "seeds", [1, 100]);
    const epochs = numberOption(screen, "epochs", [1, 10_000]);
    await screen.heading("16-32-32-32-32-8 tanh neurons, 2,000 points of 24 clouds in 8 classes");
    await screen.print(
      "Each layer's forward pass reads weights of 72, 56, 40, 24 and 8 commits ago, as in a deep pipeline that never waits. On the way back " +
        "error signals should meet the same weights. PipeDream keeps them all; PipeMare keeps one more number for each weight, how fast it " +
        "drifts, and moves the newest weights back by that (T2). And its learning rates begin small where the delay is long (T1).",
    );
    const rows: string[][] = [];
    for (const way of ways) {
      const runs = Array.from({ length: seeds }, (_, i) => run(screen, way, i + 1, epochs));
      const mean = (of: "loss" | "wrong"): number => runs.reduce((sum, each) => sum + each[of], 0) / seeds;
      rows.push([way[0], way[1], mean("loss").toFixed(3), mean("wrong").toFixed(1)]);
      await screen.pause();
    }
    await screen.table(["rule", "error signals meet", "loss", "errors in %"], rows);
  },
});

/** The loss, and percent wrong, of points never seen. */
function run({ computing }: Screen, [, , schedule, correctors]: Way, seed: number, epochs: number) {
  const all = generateSet(`clusters:samples=3000,seed=${seed}`);
  const layer = (id: string, size: number, activation: string) => ({ id, size, activation, initializer: "xavier-uniform" }); // prettier-ignore
  const hidden = [1, 2, 3, 4].map((l) => layer(`h${l}`, 32, "tanh"));
  const layers = [{ id: "x", size: 16 }, ...hidden, layer("y", 8, "identity")];
  const file = { format: "counterflow-network", version: 1, loss: "softmax-cross-entropy", seed, layers };
  const model = parseNetwork(file);
  const pipeline = new Pipeline(model, { ...computing, schedule, correctors, stages: 5 });
  const settings = { epochs, batchSize: 32, learningRate: 0.4, shuffle: seed };
  pipeline.train(sliceSamples(all, 0, 2000), settings).subscribe();
  const learnt = new Network({ ...model, parameters: Float64Array.from(pipeline.parameters) }, computing);
  const { loss, accuracy = 0 } = learnt.evaluate(sliceSamples(all, 2000, 3000));
  return { loss, wrong: 100 * (1 - accuracy) };
}
