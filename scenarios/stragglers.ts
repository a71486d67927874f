import { type Latency, Network, numberOption, parseNetwork, record, scenario } from "../src/index.ts";
import type { Screen, Trace } from "../src/index.ts";
import { fourLayers, twentySamples } from "./networks/four-layers.ts";

export const stragglers = scenario(import.meta.url, {
  name: "stragglers",
  summary: "most messages are fast and a few are very slow: where the time goes, neuron by neuron",
  world: "own",
  options: [
    { name: "shape", help: "of the Pareto distribution: the smaller, the longer its tail", fallback: "1.5" },
    { name: "seed", help: "what latencies are drawn from", fallback: "1" },
  ],
  async run(screen) {
    const shape = numberOption(screen, "shape", [1.05, 100], "any");
    const seed = numberOption(screen, "seed", [0, 1e9]);
    const latencies: Readonly<Record<string, Latency>> = {
      "always 5": { kind: "constant", ticks: 5 },
      exponential: { kind: "exponential", mean: 5 },
      [`Pareto ${shape}`]: { kind: "pareto", shape, least: (5 * (shape - 1)) / shape },
    };
    await screen.heading("Twenty batches of one sample, five ticks a message on average");
    await screen.print(
      "A neuron waits for the last of its messages: what counts is not the mean, but the slowest of its fan-in; and the batch " +
        "waits for the slowest neuron.",
    );
    const runs = Object.entries(latencies).map(([name, law]) => ({ name, ...run(screen, law, seed) }));
    const rows = runs.map(({ name, ticks }) => {
      const ratio = ticks / (runs[0]?.ticks ?? ticks);
      return [name, ticks.toFixed(1), ratio.toFixed(2), "▪".repeat(Math.min(30, Math.round(4 * ratio)))];
    });
    await screen.table(["latency", "ticks a batch", "times as long", ""], rows);
    await screen.heading(`Where the time goes: Pareto ${shape}`);
    await screen.print(
      "How long each neuron waited after the last of its senders had spoken: the time that its slowest message kept it, on average " +
        "and at worst, forward and backward.",
    );
    const waited = waits(runs[2]?.trace.events ?? []).map(({ id, activate, delta }) => [id, ...told(activate), ...told(delta)]); // prettier-ignore
    await screen.table(["neuron", "forward", "at worst", "", "backward", "at worst", ""], waited);
  },
});

function run({ computing }: Screen, latency: Latency, seed: number): { ticks: number; trace: Trace } {
  const transport = { name: "simulated", latency, seed } as const;
  const network = new Network(parseNetwork(fourLayers), { ...computing, transport });
  const recording = record(network);
  network.train(twentySamples, { epochs: 1, batchSize: 1, learningRate: 0.1 }).subscribe();
  return { ticks: network.now / 20, trace: recording.stop() };
}

/** Of each neuron that computes: what it waited after its last sender had spoken, once a batch, each way. */
function waits(events: Trace["events"]) {
  const byId = new Map<string, { id: string; activate: number[]; delta: number[] }>();
  for (const event of events) {
    if (event.kind !== "activate" && event.kind !== "delta") continue;
    const heard = event.parents.map((n) => events[n]).filter((parent) => parent?.kind === "deliver");
    const sent = heard.map((message) => events[message.parents[0] ?? 0]?.t ?? 0);
    if (sent.length === 0) continue;
    const entry = byId.get(event.neuron) ?? { id: event.neuron, activate: [], delta: [] };
    byId.set(event.neuron, entry);
    entry[event.kind].push(event.t - Math.max(...sent));
  }
  return [...byId.values()].toSorted((a, b) => a.id.localeCompare(b.id));
}

function told(waited: readonly number[]): string[] {
  if (waited.length === 0) return ["-", "-", ""];
  const mean = waited.reduce((sum, wait) => sum + wait, 0) / waited.length;
  return [mean.toFixed(1), Math.max(...waited).toFixed(1), "▪".repeat(Math.min(18, Math.round(mean / 2)))];
}
