import { filter } from "rxjs";
import { createSamples, drawNetwork, Network, parseNetwork, record, scenario } from "../src/index.ts";
import type { Model, Screen } from "../src/index.ts";
import { articleFile, deeperFile, parameters, weights } from "./networks/article.ts";
import { type Step, texts } from "./texts/reversed-arrows.ts";

const article = parseNetwork(articleFile);
const deeper = parseNetwork(deeperFile);
const samples = createSamples([[1, 2]], [[0, 1]]);
const wayBack = { phases: ["loss", "backward"] } as const;

export const reversedArrows = scenario(import.meta.url, {
  name: "reversed-arrows",
  summary: "the backward pass is the network with its arrows turned round: the article, step by step",
  options: [],
  async run(screen) {
    const say = texts[screen.language];
    const { trace, known } = pass(screen, article);
    const show = ({ heading, text }: Step, picture = "") =>
      screen.heading(heading).then(() => screen.print(text + picture));
    const gains = new Map(Array.from(known, ([id, { gain }]) => [id, { gain }]));
    const draw = (mode: "plain" | "reversed"): string =>
      `\n\n  ${drawNetwork(article, { mode, columns: 76, neurons: gains, weights }).join("\n  ")}`;

    await show(say.why);
    await show(say.chainRule);
    await show(say.neuron, draw("plain"));
    await show(say.forward);
    await screen.flow(trace, { phases: ["forward"] });
    await show(say.gains);
    const digits = (values: readonly number[]) => values.map((value) => value.toFixed(8));
    const sums = [...known].slice(2).map(([id, { z, a, gain }]) => [id, ...digits([z, a, gain])]);
    await screen.table(["", "z", "a = σ(z)", "σ'(z)"], sums);
    await show(say.hardPart);
    await show(say.arrows, draw("reversed"));
    await show(say.outputLayer);
    await screen.flow(trace, wayBack);
    await show(say.notOutputLayer);
    await screen.flow(pass(screen, deeper).trace, wayBack);
    await show(say.product);
    const rows = parameters.map(([name, source, target], i) => {
      const [dz, dl] = [known.get(source)?.a ?? 1, known.get(target)?.delta ?? NaN];
      const numeric = (lossWith(screen, i, 1e-5) - lossWith(screen, i, -1e-5)) / 2e-5;
      return [name, ...digits([dz, dl, dz * dl, numeric]), Math.abs(dz * dl - numeric).toExponential(0)];
    });
    await screen.table(say.columns, rows);
    await show(say.summary);
    const losses: number[] = [];
    const network = new Network(article, screen.computing);
    const run$ = network.train(samples, { epochs: 30, batchSize: 1, learningRate: 1 });
    await run$.pipe(filter(({ kind }) => kind === "epoch")).forEach(({ loss }) => losses.push(loss));
    await screen.curve(say.curve, losses);
  },
});

/** What happens in one pass forward and one back, and what each neuron knows then. */
function pass({ computing }: Screen, model: Model) {
  const network = new Network(model, computing);
  const recording = record(network);
  const { neuron } = network.gradients(samples);
  const known = Array.from(network.neurons(), ({ id }, slot) => {
    const { z, a, gain, delta } = neuron(slot);
    return [id, { z: z[0] ?? NaN, a: a[0] ?? NaN, gain: gain[0] ?? NaN, delta: delta[0] ?? NaN }] as const;
  });
  return { trace: recording.stop(), known: new Map(known) };
}

/** The loss of the article's network, by a pass forward, with one of its parameters changed. */
function lossWith({ computing }: Screen, parameter: number, change: number): number {
  const parameters = article.parameters.with(parameter, (article.parameters[parameter] ?? NaN) + change);
  return new Network({ ...article, parameters }, computing).evaluate(samples).loss;
}
