import { createSamples, Network, parseNetwork, record, scenario, type Trace } from "../src/index.ts";
import { mazur } from "./networks/mazur.ts";

const samples = createSamples(
  [[0.05, 0.1], [0.9, 0.2], [0.4, 0.7], [0.1, 0.8], [0.3, 0.3], [0.6, 0.5]],
  [[0.01, 0.99], [0.99, 0.01], [0.5, 0.5], [0.01, 0.99], [0.4, 0.2], [0.7, 0.1]],
); // prettier-ignore

export const messageFlow = scenario(import.meta.url, {
  name: "message-flow",
  summary:
    "several samples in flight: the forward pass of one meets the backward pass of another on a synapse",
  options: [
    { name: "from", help: "source of the synapse to look at", fallback: "h1" },
    { name: "to", help: "its target", fallback: "o1" },
  ],
  async run(screen) {
    const [from, to] = [screen.option("from"), screen.option("to")];
    const network = new Network(parseNetwork(mazur), screen.computing);
    const recording = record(network);
    await network
      .train(samples, { epochs: 1, batchSize: 6, microBatch: 1, learningRate: 0.5 })
      .forEach(() => undefined);
    const trace = recording.stop();

    await screen.heading("Six samples, one behind the other");
    await screen.print(
      "Each sample is a message of its own. One enters at every tick, and nobody waits for the one before to come back: " +
        "weights do not change before the batch is complete. So the network is full of samples, on their way down and up.",
    );
    await screen.view("gantt", trace);
    await screen.heading(`The synapse ${from}→${to}, tick by tick`);
    await screen.print(
      `Forward it carries a(${from}), backward δ(${to}). In some ticks it carries both, of two samples:`,
    );
    await screen.table(
      ["tick", `a(${from}) ──▶`, "of sample", `◀── δ(${to})`, "of sample", ""],
      meetings(trace, from, to),
    );
    await screen.heading("Every message of the pass");
    await screen.view("space-time", trace, { phases: ["forward", "loss", "backward"] });
    await screen.heading("One sample among the others");
    await screen.flow(trace, { samples: [0], phases: ["forward", "loss", "backward"] });
  },
});

/** What a synapse carries each way, tick by tick. */
function meetings({ events }: Trace, from: string, to: string): string[][] {
  const rows = new Map<number, string[]>();
  for (const event of events) {
    if (event.kind !== "deliver") continue;
    const isDown = event.from === from && event.to === to;
    if (!isDown && !(event.from === to && event.to === from)) continue;
    const row = rows.get(event.t) ?? [`${event.t}`, "", "", "", "", ""];
    row.splice(isDown ? 1 : 3, 2, (event.values[0] ?? NaN).toFixed(6), `${event.samples[0]}`);
    row[5] = row[2] !== "" && row[4] !== "" ? "they meet" : "";
    rows.set(event.t, row);
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
}
