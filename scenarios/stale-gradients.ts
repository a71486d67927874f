import { createSamples, numberOption, parseNetwork, Pipeline, type Screen, scenario } from "../src/index.ts";
import { oneWeight } from "./networks/one-weight.ts";

export const staleGradients = scenario(import.meta.url, {
  name: "stale-gradients",
  summary: "gradients of τ commits ago: how large a learning rate may be before the weights swing up",
  world: "own",
  options: [
    { name: "lambda", help: "curvature of the loss: the square of the input", fallback: "1" },
    { name: "beta", help: "momentum, from 0 to 0.95", fallback: "0.5" },
  ],
  async run(screen) {
    const lambda = numberOption(screen, "lambda", [0.01, 100], "any");
    const beta = numberOption(screen, "beta", [0, 0.95], "any");
    await screen.heading("One linear neuron, y = w·x, which has to say 0");
    await screen.print(
      `The loss is ½y², so ∂L/∂w = λ·w with λ = x² = ${lambda}, and a gradient that is τ commits old makes it w ← w − η·λ·w(τ ago). ` +
        "Up to some learning rate w swings down to 0, above it swings up without end. Where that is, is known: " +
        "(2/λ)·sin(π / (4τ + 2)). Here it is found by trying, to a tenth of a percent, with a real neuron that reads old weights.",
    );
    const limit = (tau: number): number => (2 / lambda) * Math.sin(Math.PI / (4 * tau + 2));
    const rows = [0, 1, 2, 4, 8].map((tau) => rowOf(screen, { lambda, tau, beta: 0 }, limit(tau)));
    await screen.table(headings, rows);

    await screen.heading("A delay of 4, one part in a hundred below that rate and above it");
    for (const factor of [0.99, 1.01]) {
      const setting = { lambda, tau: 4, beta: 0 };
      await screen.curve(`w at ${factor} of it`, course(screen, setting, factor * limit(4), 200));
    }
    await screen.heading(
      `With momentum β = ${beta}: 2(1 + β)/λ without a delay, (1 − β)/λ with a delay of 1`,
    );
    await screen.print("Momentum widens what a fresh gradient allows, and narrows what a stale one does.");
    const limits = [(2 * (1 + beta)) / lambda, (1 - beta) / lambda];
    await screen.table(
      headings,
      limits.map((formula, tau) => rowOf(screen, { lambda, tau, beta }, formula)),
    );
  },
});

const headings = ["τ", "largest stable rate, by the formula", "found", "off by"];

type Setting = Readonly<Record<"lambda" | "tau" | "beta", number>>;

/** Finds the learning rate from which w swings up, by bisection between 0.93 and 1.1 of the formula. */
function rowOf(screen: Screen, setting: Setting, formula: number): string[] {
  let [low, high] = [0.93 * formula, 1.1 * formula];
  for (let i = 0; i < 8; i++) {
    const rate = (low + high) / 2;
    const sizes = course(screen, setting, rate, 600 + 90 * setting.tau).map(Math.abs);
    const third = Math.floor(sizes.length / 3);
    const swingsUp = Math.max(...sizes.slice(2 * third)) > Math.max(...sizes.slice(third, 2 * third));
    [low, high] = swingsUp ? [low, rate] : [rate, high];
  }
  const off = `${(100 * Math.abs(low / formula - 1)).toFixed(2)} %`;
  return [`${setting.tau}`, formula.toFixed(5), low.toFixed(5), off];
}

/** w after each of `steps` commits. */
function course({ computing }: Screen, { lambda, tau, beta }: Setting, learningRate: number, steps: number) {
  const schedule = { kind: "delayed", delay: { kind: "constant", commits: tau } } as const;
  const pipeline = new Pipeline(parseNetwork(oneWeight), { ...computing, schedule, stages: 1 });
  const weights: number[] = [];
  pipeline.neuron("y").row$.subscribe(({ kind, weights: [w = NaN] }) => kind === "commit" && weights.push(w));
  const optimizer = { name: "momentum", momentum: beta } as const;
  const samples = createSamples([[Math.sqrt(lambda)]], [[0]]);
  pipeline.train(samples, { epochs: steps, batchSize: 1, learningRate, optimizer }).subscribe();
  return weights;
}
