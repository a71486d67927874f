import { type Fault, Network, numberOption, parseNetwork, type Screen, scenario } from "../src/index.ts";
import { fourSamples, mazur } from "./networks/mazur.ts";

export const partition = scenario(import.meta.url, {
  name: "partition",
  summary:
    "the hidden layer is cut off from the rest for a time: the run waits, and goes on to the same bits",
  world: "own",
  options: [
    { name: "begin", help: "the tick at which the line is cut", fallback: "40" },
    { name: "ticks", help: "how long it stays cut", fallback: "200" },
  ],
  async run(screen) {
    const time = numberOption(screen, "begin", [0, 2000], "any");
    const ticks = numberOption(screen, "ticks", [0, 2000], "any");
    await screen.heading("Cut in two");
    await screen.print(
      `From tick ${time} on, for ${ticks} ticks, nothing passes between h1 and h2 on one side and everybody else on the other. ` +
        "Senders try again, waiting twice as long each time; nobody commits, since the batch is not complete; and when the line " +
        "is whole again, the next try gets through.",
    );
    // Hosts are numbered as the neurons of the file: i1, i2, h1, h2, o1, o2.
    const cut: Fault = { kind: "partition", time, nth: 0, hosts: [2, 3], ticks };
    const [calm, parted] = [trained(screen, []), trained(screen, [cut])];
    const rows = calm.commits.map(({ tick, loss, weights }, i) => {
      const other = parted.commits[i];
      const length = Math.round((24 * (other?.tick ?? 0)) / parted.network.now);
      const bits = weights === other?.weights ? "yes" : "NO";
      return [`${i + 1}`, tick.toFixed(0), `${other?.tick.toFixed(0)}`, "▪".repeat(length), loss.toFixed(10), bits];
    }); // prettier-ignore
    await screen.table(["commit", "calm: tick", "cut: tick", "", "loss", "same bits"], rows);
    await screen.print(
      `Messages that were sent again: ${calm.repeated} without the cut, ${parted.repeated} with it. ` +
        "No clock decides that a batch is over: it is complete when everybody has counted everything, however long that takes.",
    );
  },
});

function trained({ computing }: Screen, faults: readonly Fault[]) {
  const transport = { name: "simulated", latency: { kind: "exponential", mean: 3 }, faults } as const;
  const network = new Network(parseNetwork(mazur), { ...computing, transport });
  const commits: { tick: number; loss: number; weights: string }[] = [];
  network
    .train(fourSamples, { epochs: 6, batchSize: 4, microBatch: 1, learningRate: 0.5 })
    .subscribe(({ kind, loss }) => {
      if (kind === "batch") commits.push({ tick: network.now, loss, weights: network.parameters.join() });
    });
  const links = network.traffic()?.links ?? [];
  return { network, commits, repeated: links.reduce((sum, link) => sum + link.sendings - link.letters, 0) };
}
