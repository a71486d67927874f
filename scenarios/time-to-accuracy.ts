import { filter, take } from "rxjs";
import { createSamples, generateSet, numberOption, parseNetwork, Pipeline, type Screen, scenario } from "../src/index.ts"; // prettier-ignore
import { threeStages } from "./networks/three-stages.ts";

/** A commit after each point, or after six with a greater rate: an epoch has fewer of them. */
const [one, six] = [
  { batchSize: 1, learningRate: 1 },
  { batchSize: 6, learningRate: 3 },
] as const;
const ways = [["sequential", one], ["gpipe", six], ["1f1b", six], ["pipedream-2bw", six], ["pipedream", one], ["ampnet", one]] as const; // prettier-ignore

export const timeToAccuracy = scenario(import.meta.url, {
  name: "time-to-accuracy",
  summary: "busy processors or fresh gradients? Time to accuracy is epochs times ticks an epoch, by schedule",
  world: "own",
  options: [
    { name: "latency", help: "ticks that a message takes", fallback: "2" },
    { name: "epochs", help: "after which a run is given up", fallback: "60" },
    { name: "seed", help: "of points, weights and order", fallback: "1" },
  ],
  async run(screen) {
    const latency = numberOption(screen, "latency", [0, 1000], "any");
    const most = numberOption(screen, "epochs", [1, 1000]);
    const seed = numberOption(screen, "seed", [0, 1e9]);
    await screen.heading("300 points of two moons, 2-16-16-2 sigmoid neurons, three processors");
    await screen.print(
      `F takes one tick, B two, a message ${latency}. No epoch can take less than 900 ticks: 300 points, three ticks each at every ` +
        "processor. How near a schedule comes to that is its hardware efficiency; how few epochs it needs until 95 % are told apart, its " +
        "statistical efficiency. What counts is the product.",
    );
    const rows: string[][] = [];
    for (const way of ways) {
      const { epochs, ticks, staleness } = run(screen, way, { latency, most, seed });
      const found = [`${epochs}`, (ticks / epochs).toFixed(0), `${((90_000 * epochs) / ticks).toFixed(0)} %`, `${ticks}`]; // prettier-ignore
      const figures = ticks < Infinity ? found : found.map(() => "–");
      rows.push([way[0], `${way[1].batchSize}`, staleness.toFixed(1), ...figures]);
      await screen.pause();
    }
    await screen.table(["schedule", "batch", "stale", "epochs", "ticks each", "busy", "ticks to 95 %"], rows);
    await screen.print(
      "(stale: commits that gradients of the first layer crossed, on average.) Sequential: nothing is stale, and processors wait. GPipe " +
        "and 1F1B keep gradients fresh too, by a flush after each batch: the same epochs, bit for bit, but 1F1B waits for its links again and again. " +
        "PipeDream and 2BW never flush, but have no more than three points in flight, too few where links are slow. AMPNet has as many as a " +
        "round trip takes: processors hardly wait, and its gradients are stale, but not too stale to learn from.",
    );
  },
});

type Way = (typeof ways)[number];
type Setting = Readonly<Record<"latency" | "most" | "seed", number>>;

/** The first epoch with 95 %, its end in ticks, and the mean staleness of the first layer. */
function run({ computing }: Screen, [schedule, cut]: Way, { latency, most, seed }: Setting) {
  const timing = { forward: 1, backward: 1, weightGradient: 1, latency };
  // A point is back after 9 + 4 · latency ticks; one every three ticks keeps a processor busy.
  const maxActiveKeys = Math.ceil((9 + 4 * latency) / 3);
  const pipeline = new Pipeline(parseNetwork({ ...threeStages, seed }), { ...computing, schedule, maxActiveKeys, timing, stages: 3 }); // prettier-ignore
  const { count, inputs, targets } = generateSet(`moons:samples=300,noise=0.1,seed=${seed}`);
  const points = Array.from({ length: count }, (_, i) => [...inputs.subarray(2 * i, 2 * i + 2)]);
  const classes = Array.from(targets, (target) => [target, 1 - target]);
  const settings = { ...cut, epochs: most, microBatch: 1, shuffle: seed };
  let [epochs, ticks] = [Infinity, Infinity];
  const said$ = pipeline.train(createSamples(points, classes), settings);
  const enough$ = said$.pipe(filter((said) => said.kind === "epoch" && (said.accuracy ?? 0) >= 0.95), take(1)); // prettier-ignore
  enough$.subscribe(({ epoch, time }) => ([epochs, ticks] = [epoch + 1, time]));
  return { epochs, ticks, staleness: pipeline.stages[0]?.staleness.mean ?? 0 };
}
