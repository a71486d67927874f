import { filter, take } from "rxjs";
import { createSamples, generateSet, numberOption, parseNetwork, Pipeline, policies } from "../src/index.ts";
import { type PipelineProgress, scenario, type Screen } from "../src/index.ts";
import { threeStages } from "./networks/three-stages.ts";

export const ampnet = scenario(import.meta.url, {
  name: "ampnet",
  summary: "more micro-batches in flight keep neurons busy and make gradients stale: where is the best?",
  world: "own",
  options: [
    { name: "latency", help: "ticks that a message takes", fallback: "20" },
    { name: "epochs", help: "after which a run is given up", fallback: "40" },
    { name: "seeds", help: "how many runs each row is the median of", fallback: "1" },
  ],
  async run(screen) {
    const latency = numberOption(screen, "latency", [0, 1000], "any");
    const most = numberOption(screen, "epochs", [1, 1000]);
    const seeds = numberOption(screen, "seeds", [1, 100]);
    await screen.heading("304 points of two moons, 2-16-16-2 sigmoid neurons, a processor for each layer");
    await screen.print(
      `F takes one tick, B two, a message ${latency}: a point is back after ${9 + 4 * latency} ticks. AMPNet lets so many of them in at ` +
        "once (max_active_keys), and each layer commits by itself, after each gradient or after some (min_update_frequency). " +
        "What a forward pass has read is then as many commits old as others came in between. Until 95 % are told apart:",
    );
    const rows: string[][] = [];
    for (const [keys, gradients, meets] of ways) {
      const runs = Array.from({ length: seeds }, (_, i) => run(screen, { keys, gradients, meets, latency, most, seed: i + 1 })); // prettier-ignore
      const middle = runs.sort((a, b) => a.ticks - b.ticks)[Math.floor(seeds / 2)];
      const { epochs = 0, ticks = 0, staleness = 0 } = middle ?? {};
      const found = ticks < Infinity ? [`${epochs}`, `${ticks}`] : ["–", "–"];
      const givenUp = `${runs.filter((one) => one.epochs === Infinity).length} of ${seeds}`;
      const way = [`${keys}`, `${gradients}`, meets === "forward" ? "kept" : "newest"];
      rows.push([...way, ...found, givenUp, staleness.toFixed(1)]);
      await screen.pause();
    }
    const headings = ["in flight", "a commit", "way back", "epochs", "ticks", "given up", "staleness"];
    await screen.table(headings, rows);
    await screen.print(
      "(a commit: after so many gradients; way back: which weights error signals meet, the newest or those of the forward pass.) Eight " +
        "or 32 in flight need about as many epochs as one, and a fraction of the time. With 64, the weights that a gradient was made for are " +
        "long gone, and some runs learn nothing. Keeping those weights helps, and so does the mean of eight gradients, crossed by eight " +
        "commits instead of 63; it takes more epochs.",
    );
  },
});

const ways = [[1, 1, "latest"], [8, 1, "latest"], [32, 1, "latest"], [64, 1, "latest"], [64, 1, "forward"], [64, 8, "latest"]] as const; // prettier-ignore

interface Run { readonly keys: number; readonly gradients: number; readonly meets: "latest" | "forward"; readonly latency: number; readonly most: number; readonly seed: number } // prettier-ignore

/** The first epoch with 95 % and its end in ticks, and how stale the gradients of the first layer were. */
function run({ computing }: Screen, { keys, gradients, meets, latency, most, seed }: Run) {
  const base = policies.get("ampnet")?.({ maxActiveKeys: keys, gradientsPerCommit: gradients });
  const schedule = base === undefined ? "ampnet" : { ...base, transportVersion: meets };
  const timing = { forward: 1, backward: 1, weightGradient: 1, latency };
  const pipeline = new Pipeline(parseNetwork({ ...threeStages, seed }), { ...computing, schedule, timing, stages: 3 }); // prettier-ignore
  const { count, inputs, targets } = generateSet(`moons:samples=304,noise=0.1,seed=${seed}`);
  const points = Array.from({ length: count }, (_, i) => [...inputs.subarray(2 * i, 2 * i + 2)]);
  const classes = Array.from(targets, (target) => [target, 1 - target]);
  const settings = { epochs: most, batchSize: gradients, microBatch: 1, learningRate: 1, shuffle: seed };
  const isEnough = (said: PipelineProgress) => said.kind === "epoch" && (said.accuracy ?? 0) >= 0.95;
  let [epochs, ticks] = [Infinity, Infinity];
  const found$ = pipeline.train(createSamples(points, classes), settings).pipe(filter(isEnough), take(1));
  found$.subscribe(({ epoch, time }) => ([epochs, ticks] = [epoch + 1, time]));
  return { epochs, ticks, staleness: pipeline.stages[0]?.staleness.mean ?? 0 };
}
