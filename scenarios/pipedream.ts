import { createSamples, generateSet, numberOption, parseNetwork, Pipeline } from "../src/index.ts";
import { type PipelineOptions, scenario, type Screen } from "../src/index.ts";
import { fiveLayers } from "./networks/five-layers.ts";

export const pipedream = scenario(import.meta.url, {
  name: "pipedream",
  summary: "a pipeline without a flush: which weights its messages meet, and what it learns all the same",
  world: "own",
  options: [
    { name: "epochs", help: "how often the 200 points are gone through", fallback: "15" },
    { name: "rate", help: "learning rate", fallback: "0.1" },
  ],
  async run(screen) {
    const epochs = numberOption(screen, "epochs", [1, 1000]);
    const rate = numberOption(screen, "rate", [0.0001, 10], "any");
    await screen.heading("Four layers on four processors, a commit after every backward pass");
    const { timetable } = train(screen, { schedule: "pipedream", count: 8, epochs: 1, rate });
    if (timetable !== undefined)
      await screen.schedule(timetable, { name: "pipedream", gradientsPerCommit: 1 });
    await screen.print(
      "Rank 0 sends four micro-batches ahead before the first is back. From then on, what a forward pass there has read is three " +
        "commits old when its gradient arrives. Weight stashing (pipedream) keeps the old weights for the way back, vertical sync " +
        "has all ranks read the same version, 2BW commits once in eight; naive keeps nothing, and its error signals meet other weights. " +
        "Below: how many versions each rank kept at most, and how many commits its gradients crossed.",
    );
    await screen.heading(`200 points of two moons, ${epochs} epochs, one point a micro-batch`);
    const rows = kinds.map(([schedule, batchSize]) => {
      const { stages, loss, time } = train(screen, { schedule, batchSize, count: 200, epochs, rate });
      const kept = stages.map(({ liveVersions }) => liveVersions).join(" ");
      const crossed = stages.map(({ staleness }) => staleness.max).join(" ");
      return [schedule, `${batchSize}`, `${time}`, kept, crossed, loss.toPrecision(3)];
    });
    await screen.table(["schedule", "batch", "ticks", "versions", "crossed", "loss"], rows); // prettier-ignore

    await screen.heading("Three equal inputs, in flight together on one processor");
    await screen.print(
      "The same weights have read all three. On the way back each meets weights that have seen one commit more, unless those of " +
        "the forward pass are kept: with two versions the second input is as well off as the first, with three they all are.",
    );
    const gradients = [1, 2, 3].map((kept) => [`${kept}`, ...inputGradients(screen, kept)]);
    await screen.table(["versions kept", "∂L/∂x of the first", "second", "third"], gradients);
  },
});

const kinds = [["sequential", 1], ["1f1b", 8], ["pipedream-naive", 1], ["pipedream", 1], ["pipedream-vertical-sync", 1], ["pipedream-2bw", 8]] as const; // prettier-ignore

interface Run { readonly schedule: PipelineOptions["schedule"]; readonly count: number; readonly epochs: number; readonly rate: number; readonly batchSize?: number } // prettier-ignore

function train({ computing }: Screen, { schedule, count, epochs, rate, batchSize = 1 }: Run) {
  const pipeline = new Pipeline(parseNetwork(fiveLayers), { ...computing, schedule, stages: 4 });
  let [loss, time] = [NaN, NaN];
  const settings = { epochs, batchSize, microBatch: 1, learningRate: rate, shuffle: 1 };
  const points = generateSet(`moons:samples=${count},seed=1`);
  pipeline.train(points, settings).subscribe((said) => ({ loss, time } = said));
  return { stages: pipeline.stages, timetable: pipeline.timetable, loss, time };
}

function inputGradients({ computing }: Screen, keptVersions: number): string[] {
  const reads = { forwardVersion: "latest", transportVersion: "forward", keptVersions } as const;
  const order = { admission: { kind: "keys", most: 3 }, localOrder: "forward-first" } as const;
  const schedule = { ...order, ...reads, gradientsPerCommit: 1 };
  const options = { ...computing, schedule, stages: 1, inputErrors: "receive" } as const;
  const pipeline = new Pipeline(parseNetwork(fiveLayers), options);
  const found: string[] = [];
  pipeline.neuron("l0.0").backward$.subscribe(({ values }) => found.push(...values.map((x) => x.toFixed(8))));
  const equal = createSamples([[1, -1], [1, -1], [1, -1]], [[1], [1], [1]]); // prettier-ignore
  pipeline.train(equal, { epochs: 1, batchSize: 1, learningRate: 1 }).subscribe();
  return found;
}
