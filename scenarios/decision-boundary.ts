import { filter, map, tap } from "rxjs";
import { createSamples, generateSet, Network, parseNetwork, sliceSamples } from "../src/index.ts";
import { drawDecisionMap, type EpochProgress, type Samples, scenario } from "../src/index.ts";

/** What suits a set: only the spiral asks for more than a few neurons. */
const easy = { hidden: [8, 4], rate: 0.03, epochs: 40 };
const spiral = { hidden: [20, 20], rate: 0.005, epochs: 600 };

export const decisionBoundary = scenario(import.meta.url, {
  name: "decision-boundary",
  summary: "learns which points of the plane belong together, and draws the boundary as it forms",
  options: [
    { name: "set", help: "circle, gauss, xor-field or spiral", fallback: "spiral" },
    { name: "noise", help: "strength of the noise, 0 to 0.5", fallback: "0" },
    { name: "seed", help: "seed of points, first weights and shuffles", fallback: "1" },
    { name: "epochs", help: "how often each point is seen; 0 for what suits the set", fallback: "0" },
  ],
  async run(screen) {
    const [set, noise, seed] = [screen.option("set"), screen.option("noise"), Number(screen.option("seed"))];
    // As in TensorFlow Playground, half of the points are to learn from; but they are twice as many.
    const points = generateSet(`${set}:samples=1000,noise=${noise},seed=${seed},targets=signed`);
    const [seen, unseen] = [sliceSamples(points, 0, 500), sliceSamples(points, 500, 1000)];
    const { hidden, rate, epochs: suitable } = set === "spiral" ? spiral : easy;
    const epochs = Number(screen.option("epochs")) || suitable;
    const tanh = { activation: "tanh", initializer: "xavier-uniform" };
    const layers = [...hidden, 1].map((neurons, i) => ({ id: `h${i + 1}`, size: neurons, ...tanh }));
    const head = { format: "counterflow-network", version: 1, name: set, loss: "half-squared-error", seed };
    const network = new Network(
      parseNetwork({ ...head, layers: [{ id: "x", size: 2 }, ...layers] }),
      screen.computing,
    );
    const training = { optimizer: "adamw", batchSize: 10, shuffle: seed, validation: unseen } as const;
    const learningRate = { kind: "cosine", rate, commits: epochs * 50 } as const;
    const progress$ = network.train(seen, { ...training, epochs, learningRate, pause: screen.pause });

    await screen.heading(`${set}: 500 points to learn from (● and ○), 500 to be tested with`);
    const losses: number[] = [];
    const pictures$ = progress$.pipe(
      filter((progress): progress is EpochProgress => progress.kind === "epoch"),
      tap(({ loss }) => losses.push(loss)),
      filter(({ epoch }) => (epoch + 1) % Math.ceil(epochs / 30) === 0 || epoch + 1 === epochs),
      map((progress) => `${drawBoundary(network, seen)}\n\n  ${caption(progress)}`),
    );
    await screen.live(pictures$);
    await screen.curve("loss of each epoch", losses);
    const [learned, tested] = [seen, unseen].map((samples) => percent(network.evaluate(samples).accuracy));
    await screen.print(`Right: ${learned} of the points to learn from, ${tested} of those never seen.`);
  },
});

/** What the network says all over the plane. It may be asked between two batches of its training. */
function drawBoundary(network: Network, { targets, inputs }: Samples): string {
  const answer = (x: number, y: number) => network.predict(createSamples([[x, y]], [[]])).outputs[0] ?? NaN;
  // Half of them are enough to be seen.
  const dots = Array.from(targets.subarray(0, 250), (label, i) => {
    const [x = NaN, y = NaN] = inputs.subarray(2 * i);
    return { x, y, label };
  });
  const size = { columns: 48, rows: 20, range: { x: [-6, 6], y: [-6, 6] } } as const;
  return drawDecisionMap((x, y) => 0.5 + 0.5 * answer(x, y), dots, size).join("\n");
}

function caption({ epoch, loss, validation }: EpochProgress): string {
  return `epoch ${epoch + 1}   loss ${loss.toFixed(4)}   others right ${percent(validation?.accuracy)}`;
}

function percent(share = NaN): string {
  return `${(100 * share).toFixed(1)} %`;
}
