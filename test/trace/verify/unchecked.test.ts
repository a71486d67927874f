import { expect, it } from "vitest";
import { traceLines, type TraceSelection } from "../../../src/index.ts";
import { type Recorded, small, trainingOf } from "./recorded-runs.ts";
import { verify } from "./verified.ts";

const given = ["train.settings", "feed.values", "loss.targets"];

/** What is not checked, and why, with the number of events: two batches of one sample each, no micro-batches. */
const cases: readonly (readonly [string, Recorded, readonly string[]])[] = [
  ["of messages takes what comes from outside as it is", {}, given],
  ["of neurons takes the same", { level: "neuron" }, given],
  ["of populations takes all norms", { level: "population" }, ["train.settings", "population.norm", "population.gain", "loss.targets", "loss.losses"]],
  ["of commits takes losses and gradients", { level: "commit" }, ["train.settings", "loss.targets", "loss.losses", "gradient.weights", "gradient.bias"]],
  ["of one neuron takes what its neighbours say", { neurons: ["h"] }, ["train.settings", "deliver.values", "loss.targets", "loss.losses", "deliver.weight", "deliver.weightVersion"]],
  ["of one sample takes its gradients", { samples: [0] }, [...given, "gradient.weights", "gradient.bias"]],
  ["of a later batch takes the weights that it meets", { batches: [1, 2] }, [...given, "batch.rows", "batch.t", "deliver.weight", "deliver.weightVersion", "activate.bias", "commit.weights", "commit.bias"]],
  ["of the way back takes what came before it", { phases: ["backward", "end"] }, ["batch.rows", "delta.t", "delta.sum", "delta.gain", "delta.added", "deliver.weight", "deliver.weightVersion"]],
]; // prettier-ignore

it.each(cases)("a trace %s, and the verification says so", (_, recorded, fields) => {
  const trace = trainingOf(small, { epochs: 1, batchSize: 2 }, recorded);
  const { violations, unchecked } = verify(traceLines(trace));
  expect(violations).toEqual([]);
  expect(unchecked.map(({ field }) => field).sort()).toEqual([...fields].sort());
});

it("how many events have it is said too, and why", () => {
  const trace = trainingOf(small, { epochs: 1, batchSize: 2, microBatch: 1 }, { level: "commit" });
  expect(verify(traceLines(trace)).unchecked).toEqual([
    { field: "train.settings", events: 1, reason: "comes from outside" },
    { field: "loss.targets", events: 3, reason: "comes from outside" },
    { field: "loss.losses", events: 3, reason: "what it follows from is not recorded" },
    { field: "gradient.weights", events: 6, reason: "what it follows from is not recorded" },
    { field: "gradient.bias", events: 6, reason: "what it follows from is not recorded" },
  ]);
});

it("what a selection leaves out may not be there", () => {
  const { header, events } = trainingOf(small, { epochs: 1 });
  const part: TraceSelection = { phases: ["start", "forward", "end"] };
  const options = { ...header.options, ...part };
  const [first] = verify(traceLines({ header: { ...header, options }, events })).violations;
  expect(first?.message).toMatch(/: expected nothing of what header.options leaves out; got some of it$/);
});
