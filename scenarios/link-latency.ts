import { type Action, actionText, closedForm, figuresOf, makePlan, numberOption, type Plan, readPlan, runPlan, scenario } from "../src/index.ts"; // prettier-ignore

const [forward, backward, ranks] = [1, 2, 4];
const latencies = [0, 0.5, 1, 1.5, 2, 2.5, 3];

export const linkLatency = scenario(import.meta.url, {
  name: "link-latency",
  summary:
    "slow links: 1F1B pays for them again and again, GPipe once, and how that compares at equal memory",
  world: "own",
  options: [{ name: "batches", help: "micro-batches of the batch, a multiple of 4", fallback: "8" }],
  async run(screen) {
    const m = numberOption(screen, "batches", [4, 400]);
    if (m % ranks !== 0) throw new RangeError(`--batches: expected a multiple of ${ranks}; got ${m}`);
    const plans = [makePlan("gpipe", { ranks, microBatches: m }), makePlan("1f1b", { ranks, microBatches: m }), inRounds(m)] as const; // prettier-ignore
    const runOf = (plan: Plan, latency: number) =>
      runPlan(plan, { forward, backward, weightGradient: 0, latency });
    const makespan = (plan: Plan, c: number): number => figuresOf(runOf(plan, c)).makespan;
    const ticks = { forward, backward, weightGradient: 0 };

    await screen.heading("Four stages, a message takes no time, or one tick");
    for (const latency of [0, 1]) {
      await screen.schedule(runOf(plans[1], latency), { name: `1f1b, latency ${latency}` });
    }
    await screen.heading("The whole batch, the slower the links");
    const rows = latencies.map((c) => {
      const formula = closedForm("gpipe", { ranks, microBatches: m }, { ...ticks, latency: c })?.makespan;
      const period = closedForm("1f1b", { ranks, microBatches: m }, { ...ticks, latency: c })?.steadyPeriod;
      const [short, long] = [10 * ranks, 30 * ranks].map((n) => makespan(makePlan("1f1b", { ranks, microBatches: n }), c)); // prettier-ignore
      const measured = ((long ?? NaN) - (short ?? NaN)) / (20 * ranks);
      const [gpipe, alternating, rounds] = plans.map((plan) => makespan(plan, c));
      return [c, gpipe, formula, alternating, measured.toFixed(2), period, rounds].map(String);
    });
    const headings = ["latency c", "GPipe", "formula", "1F1B", "its period", "formula", "GPipe in rounds of 4"]; // prettier-ignore
    await screen.table(headings, rows);
    await screen.print(
      "GPipe: (m + p − 1)(f + b) + 2(p − 1)c. It waits for the links once, as all micro-batches are under way together. " +
        "1F1B: f + b + 2c(p − 1) ÷ p a micro-batch, as no more than p may be in flight, and p of them share one round trip.",
    );
    await screen.heading("Where they cross");
    for (const [name, other] of [
      ["GPipe", plans[0]],
      ["GPipe in rounds of 4", plans[2]],
    ] as const) {
      // prettier-ignore
      await screen.print(crossing(name, (c) => makespan(plans[1], c) - makespan(other, c)));
    }
    await screen.print(
      `What 1F1B is for is memory: a rank keeps ${figuresOf(runOf(plans[1], 0)).peakInFlight.join(", ")} micro-batches at most, with GPipe ${m}. ` +
        `In rounds of 4, without a commit between them, GPipe keeps 4 as well; it fills and drains the pipeline ${m / ranks} times.`,
    );
  },
});

/** GPipe for four micro-batches, then for the next four, …: a schedule of one's own, in the text that files have. */
function inRounds(microBatches: number): Plan {
  const one = makePlan("gpipe", { ranks, microBatches: ranks });
  const rounds = Array.from({ length: microBatches / ranks }, (_, round) => round * ranks);
  const later = (from: number) => (action: Action) => actionText({ ...action, microBatch: from + action.microBatch });
  return readPlan(one.ranks.map((actions) => rounds.flatMap((from) => actions.map(later(from))).join(",")).join("\n"));
} // prettier-ignore

/** Makespans are straight lines in the latency, with bends: between two latencies they cross where the difference is 0. */
function crossing(name: string, lead: (c: number) => number): string {
  for (const [i, c] of latencies.entries()) {
    const [here, next] = [lead(c), lead(latencies[i + 1] ?? c)];
    if (here === 0 && next > 0) return `1F1B falls behind ${name} as soon as latency is above ${c}.`;
    if (here < 0 && next > 0) return `1F1B falls behind ${name} at a latency of ${(c + 0.5 * (here / (here - next))).toFixed(2)}.`; // prettier-ignore
  }
  return `1F1B does not fall behind ${name} here.`;
}
