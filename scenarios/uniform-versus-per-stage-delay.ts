import { generateSet, Network, numberOption, parseNetwork, Pipeline, sliceSamples } from "../src/index.ts";
import { scenario, type Screen } from "../src/index.ts";
import { cloudPoints, clouds } from "./networks/clouds.ts";

/** Commits that the gradients of the five layers come late. */
const delays = [
  ["none: one batch after another", [0, 0, 0, 0, 0]],
  ["one commit: two versions (2BW)", [1, 1, 1, 1, 1]],
  ["each layer its own: a pipeline", [36, 28, 20, 12, 4]],
  ["uniform: the mean of these", [20, 20, 20, 20, 20]],
  ["uniform: the longest of these", [36, 36, 36, 36, 36]],
] as const;

export const uniformVersusPerStageDelay = scenario(import.meta.url, {
  name: "uniform-versus-per-stage-delay",
  summary: "in a pipeline only the first layer has the longest delay: what if an experiment gives it to all?",
  world: "own",
  options: [
    { name: "seeds", help: "how many runs each row is the mean of", fallback: "1" },
    { name: "epochs", help: "of 63 commits each", fallback: "40" },
  ],
  async run(screen) {
    const seeds = numberOption(screen, "seeds", [1, 100]);
    const epochs = numberOption(screen, "epochs", [1, 10_000]);
    await screen.heading("16-32-32-32-32-8 tanh neurons, 2,000 points of 24 clouds in 8 classes");
    await screen.print(
      "A micro-batch goes down the pipeline and comes back. Between its two visits to the first stage many others have had theirs, so " +
        "gradients are stalest there; at the last stage it turns round at once. Whoever studies stale gradients without building a " +
        "pipeline delays the gradients of all layers alike. By how much: as long as the first layer's?",
    );
    const rows: string[][] = [];
    for (const [name, commits] of delays) {
      const runs = Array.from({ length: seeds }, (_, i) => run(screen, commits, i + 1, epochs));
      const mean = (of: "loss" | "wrong"): number => runs.reduce((sum, each) => sum + each[of], 0) / seeds;
      rows.push([name, commits.join(" "), mean("loss").toFixed(3), mean("wrong").toFixed(1)]);
      await screen.pause();
    }
    await screen.table(["delay", "in commits", "loss", "errors in %"], rows);
    await screen.print(
      `Losses are of the points learnt from, errors of 1,000 others; means of ${seeds} ${seeds === 1 ? "seed" : "seeds"}. A pipeline's own ` +
        "delays cost little, although its first layer waits as long as all do in the last row, which is far worse. It is not " +
        "the longest delay that counts, but all together: their mean, given to every layer, tells nearly the truth.",
    );
  },
});

/** The loss after all, and percent wrong of points never seen. */
function run({ computing }: Screen, commits: readonly number[], seed: number, epochs: number) {
  const points = generateSet(cloudPoints(seed));
  const [known, unseen] = [sliceSamples(points, 0, 2000), sliceSamples(points, 2000, 3000)];
  const model = parseNetwork({ ...clouds, seed });
  const schedule = { kind: "delayed", delay: { kind: "per-stage", commits } } as const;
  const pipeline = new Pipeline(model, { ...computing, schedule, stages: 5 });
  pipeline.train(known, { epochs, batchSize: 32, learningRate: 0.1, shuffle: seed }).subscribe();
  const learnt = new Network({ ...model, parameters: Float64Array.from(pipeline.parameters) }, computing);
  return { loss: learnt.evaluate(known).loss, wrong: 100 * (1 - (learnt.evaluate(unseen).accuracy ?? 0)) };
}
