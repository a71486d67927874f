import { filter, take } from "rxjs";
import { type ConsistencyOptions, generateSet, numberOption, parseNetwork, Replicas } from "../src/index.ts";
import { type ReplicasProgress, scenario, type Screen } from "../src/index.ts";
import { moons } from "./networks/moons.ts";
import { parameterServerTexts as texts } from "./texts/parameter-server.ts";

export const parameterServer = scenario(import.meta.url, {
  name: "parameter-server",
  summary: "eight workers learn one network, and one is slow: who waits for whom, and how old are gradients?",
  world: "own",
  options: [
    { name: "slow", help: "how many times as long the slow worker takes", fallback: "5" },
    { name: "loss", help: "at which a run ends", fallback: "0.1" },
    { name: "seed", help: "of points, weights, order and times", fallback: "1" },
  ],
  async run(screen) {
    const slow = numberOption(screen, "slow", [1, 1000], "any");
    const loss = numberOption(screen, "loss", [0.01, 1], "any");
    const seed = numberOption(screen, "seed", [0, 1e9]);
    await screen.heading("300 points of two moons, 2-16-1 neurons at each of 8 workers, 4 points a step");
    await screen.print(texts.rules(slow));
    const runs = rules.map((rule) => ({ rule, ...run(screen, rule, { slow, loss, seed, latency: 0.1 }) }));
    await screen.table(
      ["rule", "ticks", "points", "crossed", "at most", "slow idle", "others idle"],
      runs.map(({ rule: [name], time, report: { updates, staleness, workers } }) => {
        const [first = 0, ...others] = workers.map(({ busy }) => 100 * Math.max(0, 1 - busy / time));
        const idle = [first, others.reduce((sum, each) => sum + each, 0) / others.length];
        const { mean, max } = staleness;
        const numbers = [time.toFixed(0), `${4 * updates.length}`, mean.toFixed(2), `${max}`];
        return [name, ...numbers, ...idle.map((share) => `${share.toFixed(0)} %`)];
      }),
    );
    await screen.print(texts.race(loss, runs.at(-1)?.report.pieces ?? { stored: 0, lost: 0 }));

    await screen.heading("Which gradients are how stale");
    await screen.print(texts.shares);
    const { updates } = run(screen, asp, { slow: 1, loss: 0, seed, latency: 0 }).report;
    const crossed = updates.map(({ read, applied = NaN }) => applied - read);
    const shareOf = (k: number): number => crossed.filter((each) => each === k).length / crossed.length;
    const formula = (k: number): number => Math.exp(k * Math.log(7 / 8)) / 8;
    const rows = [0, 1, 2, 4, 8, 16, 32].map((k) => [`${k}`, shareOf(k).toFixed(3), formula(k).toFixed(3)]);
    await screen.table(["k", "share", "formula"], rows);
  },
});

/** A rule, and how much larger its steps are, so that each point moves the weights equally far. */
type Rule = readonly [name: string, options: ConsistencyOptions, factor: number];

const asp: Rule = ["asp", { name: "asp" }, 1];
// prettier-ignore
const rules: readonly Rule[] = [["bsp", { name: "bsp" }, 8], ["bsp, 2 backups", { name: "bsp", backups: 2 }, 6],
  ["ssp, s = 3", { name: "ssp", slack: 3 }, 1], asp, ["hogwild", { name: "hogwild" }, 1]];

type Setting = Readonly<Record<"slow" | "loss" | "seed" | "latency", number>>;

/** Until the loss over all points, looked at after each 300 of them, is there. */
function run({ computing }: Screen, [, consistency, factor]: Rule, { slow, loss, seed, latency }: Setting) {
  const service = [slow, 1, 1, 1, 1, 1, 1, 1].map((mean) => ({ kind: "exponential", mean }) as const);
  const times = { service, latency: { kind: "constant", ticks: latency }, seed } as const;
  const replicas = new Replicas(parseNetwork({ ...moons, seed }), { ...computing, ...times, workers: 8, consistency }); // prettier-ignore
  const points = generateSet(`moons:samples=300,seed=${seed}`);
  let [seen, time] = [0, 0];
  const isThere = (said: ReplicasProgress): boolean => {
    const before = seen;
    if (said.kind === "commit") seen += said.samples;
    time = said.time;
    return Math.floor(before / 300) < Math.floor(seen / 300) && replicas.evaluate(points).loss <= loss;
  };
  const settings = { epochs: 100, learningRate: 0.1 * factor, microBatch: 4, shuffle: seed };
  replicas.train(points, settings).pipe(filter(isThere), take(1)).subscribe();
  return { time, report: replicas.report };
}
