import { generateSet, Network, numberOption, parseNetwork, Pipeline, sliceSamples } from "../src/index.ts";
import { type CorrectorOptions, type DelayedSchedule, scenario, type Screen } from "../src/index.ts";
import { cloudPoints, clouds } from "./networks/clouds.ts";

type Way = readonly [
  rule: string,
  meets: string,
  schedule: Partial<DelayedSchedule>,
  correctors?: readonly CorrectorOptions[],
];

/** `commits`: of the whole run. T1's learning rates are whole after a quarter of them. */
const waysFor = (commits: number): readonly Way[] => {
  const t1 = { kind: "pipemare-rate", commits: Math.ceil(commits / 4) } as const;
  const movedBack = { transportVersion: "extrapolated" } as const;
  return [
    ["no delay", "those of the forward pass", { delay: { kind: "constant", commits: 0 } }],
    ["PipeDream", "those of the forward pass, kept", {}],
    ["T1 and T2", "the newest, moved back", movedBack, [t1]],
    ["T2", "the newest, moved back", movedBack],
    ["T1", "the newest", { transportVersion: "latest" }, [t1]],
    ["nothing", "the newest", { transportVersion: "latest" }],
  ];
};

export const pipemare = scenario(import.meta.url, {
  name: "pipemare",
  summary: "a pipeline that keeps no old weights, and two ways to learn all the same: PipeMare's T1 and T2",
  world: "own",
  options: [
    { name: "seeds", help: "how many runs each row is the mean of", fallback: "1" },
    { name: "epochs", help: "of 125 commits each", fallback: "24" },
  ],
  async run(screen) {
    const seeds = numberOption(screen, "seeds", [1, 100]);
    const epochs = numberOption(screen, "epochs", [1, 10_000]);
    await screen.heading("16-32-32-32-32-8 tanh neurons, 2,000 points of 24 clouds in 8 classes");
    await screen.print(
      "In a deep pipeline that never waits, a gradient comes late: that of the first layer here 72 commits after its forward pass, the " +
        "others 56, 40, 24 and 8. On the way back, error signals should meet the weights of the forward pass. PipeDream keeps " +
        "them all. PipeMare keeps one more number for each weight, how fast it drifts, and moves the newest weights back by that (T2); and " +
        "its learning rates begin small where the delay is long (T1).",
    );
    const rows: string[][] = [];
    for (const way of waysFor(125 * epochs)) {
      const runs = Array.from({ length: seeds }, (_, i) => run(screen, way, i + 1, epochs));
      const mean = (of: "loss" | "wrong"): number => runs.reduce((sum, each) => sum + each[of], 0) / seeds;
      rows.push([way[0], way[1], mean("loss").toFixed(3), mean("wrong").toFixed(1)]);
      await screen.pause();
    }
    await screen.table(["against the delay", "error signals meet", "loss", "errors in %"], rows);
    await screen.print(
      `Losses are of the points learnt from, errors of 1,000 others; means of ${seeds} ${seeds === 1 ? "seed" : "seeds"}. Either way helps, and ` +
        "both together come close to PipeDream without its old weights. Runs differ much from seed to seed: --seeds 5 shows the order.",
    );
  },
});

/** The loss after all, and percent wrong of points never seen. */
function run({ computing }: Screen, [, , own, correctors]: Way, seed: number, epochs: number) {
  const points = generateSet(cloudPoints(seed));
  const [known, unseen] = [sliceSamples(points, 0, 2000), sliceSamples(points, 2000, 3000)];
  const model = parseNetwork({ ...clouds, seed });
  const delay = { kind: "per-stage", commits: [72, 56, 40, 24, 8] } as const;
  const schedule: DelayedSchedule = { kind: "delayed", delay, ...own };
  const pipeline = new Pipeline(model, { ...computing, schedule, correctors, stages: 5 });
  pipeline.train(known, { epochs, batchSize: 16, learningRate: 0.4, shuffle: seed }).subscribe();
  const learnt = new Network({ ...model, parameters: Float64Array.from(pipeline.parameters) }, computing);
  return { loss: learnt.evaluate(known).loss, wrong: 100 * (1 - (learnt.evaluate(unseen).accuracy ?? 0)) };
}
