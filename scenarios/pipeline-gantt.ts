import { closedForm, figuresOf, idleByCause, idleCauses, makePlan, numberOption, type PlanName, runPlan, scenario } from "../src/index.ts"; // prettier-ignore

/** The plans, how many stages a rank holds, and what is new about each. */
const plans: readonly (readonly [name: PlanName, chunks: number, about: string])[] = [
  ["gpipe", 1, "All forward passes, then all backward passes: each rank keeps the whole batch."],
  ["1f1b", 1, "As soon as it can, a rank does one backward pass for each forward pass: as fast, but it keeps few."],
  ["interleaved-1f1b", 2, "Each rank holds two stages half as long: the pipeline fills in half the time."],
  ["zb-h1", 1, "Nobody waits for weight gradients (W), so they go where a rank would wait for error signals (I)."],
  ["zb-h2", 1, "With more in flight, no rank waits between its first task and its last one."],
]; // prettier-ignore

export const pipelineGantt = scenario(import.meta.url, {
  name: "pipeline-gantt",
  summary: "GPipe, 1F1B, interleaved and zero-bubble schedules side by side, and where ranks lose time",
  world: "own",
  options: [
    { name: "stages", help: "ranks of the pipeline", fallback: "4" },
    { name: "batches", help: "micro-batches of the batch", fallback: "8" },
  ],
  async run(screen) {
    const ranks = numberOption(screen, "stages", [1, 16]);
    const microBatches = numberOption(screen, "batches", [1, 64]);
    const runs = plans
      .filter(([, chunks]) => chunks === 1 || microBatches % ranks === 0)
      .map(([name, chunks, about]) => {
        // Error signals and weight gradients take a tick each; of two stages on a rank each takes half of its time.
        const ticks = 1 / chunks;
        const timing = { forward: ticks, backward: ticks, weightGradient: ticks, latency: 0 };
        const timetable = runPlan(makePlan(name, { ranks, microBatches, chunks }), timing);
        const form = closedForm(name, { ranks, microBatches, chunks }, timing);
        return { name, about, timetable, figures: figuresOf(timetable), form };
      });
    for (const { name, about, timetable } of runs) {
      await screen.heading(name);
      await screen.print(about);
      await screen.schedule(timetable, { name });
    }
    await screen.heading("What they come to, beside the closed forms");
    const headings = ["schedule", "makespan", "formula", "bubble of total", "of ideal", "formula", "in flight"]; // prettier-ignore
    const rows = runs.map(({ name, figures, form }) => [
      ...[name, `${figures.makespan}`, `${form?.makespan ?? "–"}`],
      ...[figures.bubbleOfTotal, figures.bubbleOfIdeal, form?.bubbleOfIdeal].map(percent),
      figures.peakInFlight.join(" "),
    ]);
    await screen.table(headings, rows);
    for (const { name, figures, form } of runs) {
      const { longestSpan } = form ?? {};
      const span = `from its first task to its last one a rank takes at most ${Math.max(...figures.spans)} ticks; the formula says ${longestSpan}`;
      if (longestSpan !== undefined) await screen.print(`${name}: ${span}.`);
    }
    await screen.print("In flight: what each rank keeps at most; of the interleaved one, of half its work.");
    await screen.heading("Where the idle time comes from");
    const sums = runs.map(({ timetable }) => idleByCause(timetable));
    const causes = idleCauses.filter((cause) => sums.some((ranks) => ranks.some((idle) => idle[cause] > 0)));
    const idle = runs.map(({ name, figures }, i) => {
      const ofCauses = causes.map((cause) => sum((sums[i] ?? []).map((ofRank) => ofRank[cause])));
      return [name, ...[sum(figures.busy), ...ofCauses, sum(ofCauses)].map(String)];
    });
    await screen.table(["ticks of all ranks", "busy", ...causes, "idle in all"], idle);
  },
});

function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${(share * 100).toFixed(1)} %`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
