import { createSamples, Network, parseNetwork, record, type Screen, scenario } from "../src/index.ts";

export const vanishingGain = scenario(import.meta.url, {
  name: "vanishing-gain",
  summary: "a chain of sigmoid neurons: each multiplies by a gain of at most 1/4, so k of them by 0.25^k",
  options: [
    { name: "depth", help: "neurons in the chain, from 1 to 20", fallback: "8" },
    { name: "weight", help: "of every synapse", fallback: "1" },
  ],
  async run(screen) {
    const depth = Math.min(20, Math.max(1, Math.round(Number(screen.option("depth"))) || 1));
    const weight = Number(screen.option("weight"));
    const { trace, gains, deltas } = backward(screen, depth, weight);

    await screen.heading("The gain of a sigmoid is at most 1/4");
    await screen.print(
      "Each neuron's bias is such that z = 0. There σ is steepest, and σ'(0) = 1/4, no more.",
    );
    await screen.view("reversed", trace);
    await screen.heading("What is left of an error after k neurons");
    await screen.print(
      "The last neuron of the chain is told ∂L/∂a = 1. On the way back every neuron multiplies by its weight and its gain:",
    );
    let product = 1;
    const rows = deltas.map((delta, k) => {
      product *= (gains[k] ?? NaN) * (k === 0 ? 1 : weight);
      return [`h${depth - k}`, `${k + 1}`, `${gains[k]}`, `${delta}`, `${product}`];
    });
    await screen.table(["neuron", "k", "gain", "δ", `(gain · ${weight})^k`], rows);
    const last = deltas.at(-1) ?? NaN;
    await screen.print(
      `After ${depth} neurons, one part in ${Math.round(1 / Math.abs(last)).toLocaleString("en")} is left, and ` +
        "that is the most there can be: wherever z is not 0, the gain is smaller still. Weights above 4 would make up " +
        "for it (--weight 4), or another function: relu passes errors on as they are.",
    );
    await screen.curve("δ on its way back through the chain", deltas);
  },
});

/** A chain x → h1 → … → hn whose pre-activations are all 0, and what flows back through it from ∂L/∂a = 1. */
function backward({ computing }: Screen, depth: number, weight: number) {
  const names = ["x", ...Array.from({ length: depth }, (_, k) => `h${k + 1}`)];
  const [input, ...hidden] = names;
  const file = {
    ...{ format: "counterflow-network", version: 1, loss: "half-squared-error" },
    neurons: [
      { id: input },
      ...hidden.map((id, k) => ({ id, activation: "sigmoid", bias: k === 0 ? 0 : -weight / 2 })),
    ],
    synapses: hidden.map((to, k) => ({ from: names[k], to, weight })),
    ...{ inputs: [input], outputs: hidden.slice(-1) },
  };
  const network = new Network(parseNetwork(file), computing);
  const recording = record(network);
  network.gradients(createSamples([[0]], [[-0.5]]));
  const trace = recording.stop();
  const back = trace.events.flatMap((event) => (event.kind === "delta" ? [event] : []));
  const numbers = (key: "gain" | "delta") => back.map((event) => event[key][0] ?? NaN);
  return { trace, gains: numbers("gain"), deltas: numbers("delta") };
}
