import { createReplay, createSamples, Network, parseNetwork, record, type Replay } from "../src/index.ts";
import { barrierText, narrate, scenario, selectEvents, type Trace, waitingText } from "../src/index.ts";
import { mazur } from "./networks/mazur.ts";

const inputs = Array.from({ length: 10 }, (_, sample) => [sample / 10, 1 - sample / 10]);
const samples = createSamples(inputs, inputs.map(([x = 0]) => [x, 1 - x])); // prettier-ignore

export const joinAndBarrier = scenario(import.meta.url, {
  name: "join-and-barrier",
  summary: "who waits for whom: a neuron for its messages, the coordinator for all samples of the batch",
  options: [{ name: "neuron", help: "whose joins to look at", fallback: "h1" }],
  async run(screen) {
    const [id, say] = [screen.option("neuron"), screen.language];
    const network = new Network(parseNetwork(mazur), screen.computing);
    const known = Array.from(network.neurons(), (neuron) => neuron.id);
    if (!known.includes(id)) {
      throw new RangeError(`--neuron: expected one of ${known.join(", ")}; got "${id}"`);
    }
    const recording = record(network);
    const options = { epochs: 1, batchSize: 10, microBatch: 1, learningRate: 0.5 };
    await network.train(samples, options).forEach(() => undefined);
    const trace = recording.stop();
    const replay = createReplay(trace);

    await screen.heading(`The two joins of ${id}, for the first sample`);
    await screen.print(
      "A neuron computes when all are there whom it waits for, forward its activations, backward its error signals.",
    );
    for (const direction of ["forward", "backward"] as const) {
      const joins = joinsOf(replay, trace, id, direction).map(({ event, join }) => {
        return [`${event.n}`, narrate(event, say), waitingText(id, join, say)];
      });
      await screen.table(["event", "what happens", "the join then"], joins);
    }
    await screen.heading("The barrier of the batch");
    await screen.print(
      "Ten samples are on their way, each by itself. Every neuron keeps what it will need for its gradient; the coordinator " +
        "counts samples that have been all the way, and nobody commits before the last one is back.",
    );
    const column = `${id} has the δ of`;
    await screen.table(["tick", "the coordinator", column, "weight version"], barrierRows(replay, trace, id));
    await screen.heading("What the barrier lets through");
    await screen.flow(trace, { phases: ["gradient", "commit"] });
  },
});

/** The messages that a neuron takes up of sample 0, and how its join stands then. */
function joinsOf(replay: Replay, { events }: Trace, id: string, direction: "forward" | "backward") {
  const phases = direction === "forward" ? (["forward"] as const) : (["loss", "backward"] as const);
  return selectEvents(events, { neurons: [id], samples: [0], phases }).flatMap((event) => {
    const turn = replay.at(event.n).neuron(id)?.turn(0);
    const join = direction === "forward" ? turn?.activation : turn?.error;
    return join !== undefined && "to" in event && event.to === id ? [{ event, join }] : [];
  });
}

/** How the batch stands whenever one more sample is complete, and when the neuron has committed. */
function barrierRows(replay: Replay, { events }: Trace, id: string): string[][] {
  const rows = events.map(({ n }) => {
    const { t, batch, neuron } = replay.at(n);
    const { done, of } = neuron(id)?.accumulated() ?? { done: 0, of: 0 };
    const barrier = batch === undefined ? undefined : barrierText(batch, "en");
    return [`${t}`, barrier ?? "", `${done} of ${of} samples`, `${neuron(id)?.row()?.version ?? "-"}`];
  });
  const isNews = (row: string[], i: number): boolean =>
    [1, 3].some((cell) => row[cell] !== rows[i - 1]?.[cell]);
  return rows.filter((row, i) => row[1] !== "" && isNews(row, i));
}
