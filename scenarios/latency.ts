import { type Latency, Network, numberOption, parseNetwork, record, scenario } from "../src/index.ts";
import type { Screen } from "../src/index.ts";
import { fourSamples, mazur } from "./networks/mazur.ts";

export const latency = scenario(import.meta.url, {
  name: "latency",
  summary: "messages take time and overtake each other; the gradient doesn't care, to the bit",
  world: "own",
  options: [
    { name: "mean", help: "ticks that a message takes on average", fallback: "5" },
    { name: "seed", help: "what the first of the ten runs is drawn from", fallback: "1" },
  ],
  async run(screen) {
    const mean = numberOption(screen, "mean", [0.001, 1e6], "any");
    const seed = numberOption(screen, "seed", [0, 1e9]);
    await screen.heading("One batch of four samples, each message one tick");
    await screen.print("Nobody overtakes anybody: all neurons of a layer are ready at once.");
    const calm = passOf(screen, { kind: "constant", ticks: 1 }, seed);
    const headings = ["latency", "ticks", "o1: samples", "h1: back", "∂L/∂w of i1→h1", "same bits"];
    await screen.table(headings, [rowOf("1 tick", calm, calm)]);

    await screen.heading(`The same batch, each message ${mean} ticks on average`);
    await screen.print(
      "Now every message draws its own time. Samples overtake each other on the same synapse; o1 computes them in the order in " +
        "which its last message came; and the error signals come back to h1 in yet another order.",
    );
    const seeds = Array.from({ length: 10 }, (_, i) => seed + i);
    const runs = seeds.map((one) => passOf(screen, { kind: "exponential", mean }, one));
    await screen.table(headings, runs.map((run, i) => rowOf(`seed ${seed + i}`, run, calm))); // prettier-ignore
    await screen.print(
      "The gradient is the same in every one of its bits: each neuron waits until all are in, adds in the order of its " +
        "synapses, and sums over the batch by the number of the sample.",
    );
    await screen.heading("The first of these runs as space and time, two of its samples");
    if (runs[0] !== undefined) await screen.view("space-time", runs[0].trace, { samples: [0, 1] });
  },
});

/** One pass there and back: when it ended, in which order samples went through, and the gradients. */
function passOf({ computing }: Screen, delays: Latency, seed: number) {
  const transport = { name: "simulated", latency: delays, seed } as const;
  const network = new Network(parseNetwork(mazur), { ...computing, transport });
  const recording = record(network);
  const [down, back]: [number[], number[]] = [[], []];
  network.neuron("o1").forward$.subscribe(({ microBatch }) => down.push(microBatch));
  network.neuron("h1").backward$.subscribe(({ microBatch }) => back.push(microBatch));
  const { parameters } = network.gradients(fourSamples, { microBatch: 1 });
  return { ticks: network.now, down, back, parameters, trace: recording.stop() };
}

function rowOf(name: string, run: ReturnType<typeof passOf>, calm: ReturnType<typeof passOf>): string[] {
  const isSame = run.parameters.every((value, i) => Object.is(value, calm.parameters[i]));
  const [gradient = NaN] = run.parameters;
  const order = [run.down.join(" "), run.back.join(" ")];
  return [name, run.ticks.toFixed(1), ...order, gradient.toPrecision(10), isSame ? "yes" : "NO"];
}
