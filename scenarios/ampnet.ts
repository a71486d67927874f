import { filter, take } from "rxjs";
import { createSamples, generateSet, numberOption, parseNetwork, Pipeline, policies } from "../src/index.ts";
import {
  type PipelineEpoch,
  type PipelineProgress,
  type Policy,
  scenario,
  type Screen,
} from "../src/index.ts";

export const ampnet = scenario(import.meta.url, {
  name: "ampnet",
  summary: "more micro-batches in flight keep neurons busy and make gradients stale: where is the best?",
  options: [
    { name: "latency", help: "ticks that a message takes", fallback: "20" },
    { name: "epochs", help: "after which a run is given up", fallback: "40" },
    { name: "seed", help: "of points, weights and order", fallback: "1" },
  ],
  async run(screen) {
    const latency = numberOption(screen, "latency", [0, 1000], "any");
    const most = numberOption(screen, "epochs", [1, 1000]);
    const seed = numberOption(screen, "seed", [0, 1e9]);
    await screen.heading("300 points of two moons, 2-16-16-2 sigmoid neurons, a processor for each layer");
    await screen.print(
      `F takes one tick, B two, a message ${latency}: a micro-batch is back after ${9 + 4 * latency} ticks. AMPNet lets so many of them in ` +
        "at once (max_active_keys), and each layer commits by itself after each of them. What a forward pass has read is then as many " +
        "commits old as others came in between. Until 95 % are told apart:",
    );
    const rows = ways.map(([keys, transport]) => {
      const { reached, staleness } = run(screen, { keys, transport, latency, most, seed });
      const time = reached ? [`${reached.epoch + 1}`, reached.time.toFixed(0)] : ["never", "–"];
      return [`${keys}`, transport === "forward" ? "kept" : "newest", ...time, staleness.toFixed(1)];
    });
    const headings = ["in flight", "weights on the way back", "epochs", "ticks", "staleness"];
    await screen.table(headings, rows);
    await screen.print(
      "Eight in flight need about as many epochs as one, and a fraction of the time. With too many, the weights that a gradient was " +
        "made for are long gone; keeping those of the forward pass for the way back helps.",
    );
  },
});

const ways = [[1, "latest"], [8, "latest"], [32, "latest"], [64, "latest"], [64, "forward"]] as const; // prettier-ignore

/** Each moon has an output of its own. */
function twoClasses(seed: number) {
  const { count, inputs, targets } = generateSet(`moons:samples=300,seed=${seed}`);
  const rows = Array.from({ length: count }, (_, i) => [...inputs.subarray(2 * i, 2 * i + 2)]);
  const classes = Array.from(targets, (target) => [target, 1 - target]);
  return createSamples(rows, classes);
}

type Run = Readonly<Record<"keys" | "latency" | "most" | "seed", number>> & { readonly transport: "latest" | "forward" }; // prettier-ignore

/** The first epoch with 95 %, and how stale the gradients of the first layer were. */
function run({ computing }: Screen, { keys, transport, latency, most, seed }: Run) {
  const base = policies.get("ampnet")?.({ maxActiveKeys: keys });
  const schedule = { ...base, transportVersion: transport } as Policy;
  const layer = (id: string, size: number) => ({ id, size, activation: "sigmoid", initializer: "xavier-uniform" }); // prettier-ignore
  const layers = [{ id: "x", size: 2 }, layer("a", 16), layer("b", 16), layer("y", 2)];
  const file = { format: "counterflow-network", version: 1, loss: "binary-cross-entropy", seed, layers };
  const timing = { forward: 1, backward: 1, weightGradient: 1, latency };
  const pipeline = new Pipeline(parseNetwork(file), { ...computing, schedule, timing, stages: 3 });
  const settings = { epochs: most, batchSize: 1, learningRate: 1, shuffle: seed };
  let reached: PipelineEpoch | undefined;
  const isEnough = (said: PipelineProgress): said is PipelineEpoch =>
    said.kind === "epoch" && (said.accuracy ?? 0) >= 0.95;
  const found$ = pipeline.train(twoClasses(seed), settings).pipe(filter(isEnough), take(1));
  found$.subscribe((said) => (reached = said));
  return { reached, staleness: pipeline.stages[0]?.staleness.mean ?? 0 };
}
