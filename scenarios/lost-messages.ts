import { type FaultRates, Network, numberOption, parseNetwork, type Screen, scenario } from "../src/index.ts";
import { fourSamples, mazur } from "./networks/mazur.ts";

export const lostMessages = scenario(import.meta.url, {
  name: "lost-messages",
  summary: "three packets in ten are lost on the way; they are sent again, and every bit is as it was",
  world: "own",
  options: [
    { name: "drop", help: "the share of packets that is lost", fallback: "0.3" },
    { name: "seed", help: "what is lost is drawn from it", fallback: "1" },
  ],
  async run(screen) {
    const drop = numberOption(screen, "drop", [0, 0.5], "any");
    const seed = numberOption(screen, "seed", [0, 1e9]);
    await screen.heading("The calm run, and the one that loses messages");
    await screen.print(
      "Five commits of Mazur's network. Every message is numbered, and sent again until its receiver has said that it came. " +
        "What comes twice counts once: the receiver knows each message by its attempt, its sample and its synapse.",
    );
    const [calm, lossy] = [trained(screen, {}, seed), trained(screen, { drop, duplicate: 0.1 }, seed)];
    const row = (name: string, { network, loss, links }: ReturnType<typeof trained>): string[] => {
      const [letters, sent] = [sumOf(links, "letters"), sumOf(links, "sendings")];
      const lost = network.traffic()?.lost ?? 0;
      return [name, `${letters}`, `${sent}`, `${lost}`, network.now.toFixed(0), `${loss}`];
    };
    const rows = [row("calm", calm), row(`${Math.round(drop * 100)} % lost`, lossy)];
    await screen.table(["run", "messages", "sent", "packets lost", "ticks", "loss of the last batch"], rows);
    const isSame = lossy.network.parameters.every((w, i) => Object.is(w, calm.network.parameters[i]));
    await screen.print(`All weights equal, to the bit: ${isSame ? "yes" : "no"}.`);

    await screen.heading("Link by link");
    const name = (end: string | undefined): string => end ?? "coordinator";
    const busiest = lossy.links.toSorted((a, b) => b.sendings - a.sendings).slice(0, 15);
    const bars = busiest.map(({ from, to, letters, sendings }) => {
      const bar = "█".repeat(letters / 3) + "░".repeat((sendings - letters) / 3);
      return [`${name(from)} → ${name(to)}`, `${letters}`, `${sendings}`, bar];
    });
    await screen.table(["link", "messages", "sent", "█ once, ░ again (three each)"], bars);
    await screen.print(
      "A packet is lost on its way there, or the answer on its way back: at 30 % each, half of all messages have to be sent again.",
    );
  },
});

function trained({ computing }: Screen, faults: FaultRates, seed: number) {
  const latency = { kind: "exponential", mean: 5 } as const;
  const transport = { name: "simulated", latency, seed, faults } as const;
  const network = new Network(parseNetwork(mazur), { ...computing, transport });
  let loss = NaN;
  network
    .train(fourSamples, { epochs: 5, batchSize: 4, microBatch: 1, learningRate: 0.5 })
    .subscribe((progress) => (loss = progress.loss));
  return { network, loss, links: network.traffic()?.links ?? [] };
}

function sumOf<Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}
