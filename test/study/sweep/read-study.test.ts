import { describe, expect, test } from "vitest";
import { InputError } from "../../../src/message/input-error.ts";
import { readStudy } from "../../../src/study/sweep/read-study.ts";
import { layered, timed, world } from "./world.ts";

const problemsOf = (file: unknown): string[] => {
  try {
    readStudy(file, world);
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.message.split("\n");
    throw error;
  }
};

const trained = {
  ...timed,
  base: { network: layered, samples: "builtin:moons:samples=20", epochs: 1, batchSize: 4, learningRate: 0.1 },
  axes: [],
  metrics: ["loss"],
} as const;
const withBase = (change: object) => ({ ...trained, base: { ...trained.base, ...change } });
const withAxes = (...axes: object[]) => ({ ...timed, axes: [...timed.axes ?? [], ...axes] }); // prettier-ignore

describe("a study", () => {
  test("is read from what a file says", () => {
    expect(readStudy(timed, world)).toMatchObject({
      name: "timed",
      seeds: [1],
      axes: [
        { name: "schedule", labels: ["gpipe", "1f1b"], numbers: undefined },
        { name: "m", labels: ["4", "8"], numbers: [4, 8] },
      ],
    });
    expect(readStudy({ ...timed, seeds: 3 }, world).seeds).toEqual([1, 2, 3]);
    expect(readStudy({ ...timed, seeds: [5, 0] }, world).seeds).toEqual([5, 0]);
  });

  test("has choices of several places at once, by name", () => {
    const choices = { slow: { latency: 3, stages: 2 }, fast: { latency: 0 } };
    expect(readStudy(withAxes({ name: "link", choices }), world).axes[2]).toMatchObject({
      labels: ["slow", "fast"],
      changes: [[{ path: "latency", value: 3 }, { path: "stages", value: 2 }], [{ path: "latency", value: 0 }]], // prettier-ignore
    });
  });

  test("tells terminals nothing by the names of its values", () => {
    const choices = { "a\u001b[2J": { latency: 3 } };
    expect(readStudy(withAxes({ name: "link", choices }), world).axes[2]?.labels).toEqual(["a\ufffd[2J"]);
  });

  test("that asks for angles has them measured", () => {
    expect(readStudy({ ...trained, metrics: ["angle"] }, world).base["angles"]).toBe(true);
    const figures = [{ kind: "curves", of: "angle", against: "epochs" }];
    expect(readStudy({ ...trained, figures }, world).base["angles"]).toBe(true);
    expect(readStudy(trained, world).base["angles"]).toBeUndefined();
  });
});

describe("what is wrong with a study is told where it stands", () => {
  const wrong: [file: unknown, message: string][] = [
    [7, "expected a study, an object; got 7"],
    [{ ...timed, format: "study" }, 'format: expected "counterflow-study"; got "study"'],
    [{ ...timed, version: 2 }, "version: expected 1, the newest that can be read here; got 2"],
    [{ ...timed, name: "A b" }, 'name: expected a name of up to 64 small letters, digits and hyphens; got "A b"'],
    [{ ...timed, seed: 3 }, 'seed: expected a key among format, version, name, question, base, axes, seeds, metrics, figures; got "seed" (did you mean "seeds"?)'],
    [{ ...timed, seeds: 0 }, "seeds: expected a whole number from 1 on, or a list of seeds; got 0"],
    [{ ...timed, seeds: [1, 1] }, "seeds: expected each seed once; got one again"],
    [{ ...timed, metrics: ["makspan"] }, 'metrics[0]: expected one of loss, accuracy, error, training-loss, epochs-to-target, time-to-target, makespan, throughput, utilisation, bubble, staleness-mean, staleness-first, staleness-max, live-versions, peak-in-flight, angle, diverged; got "makspan" (did you mean "makespan"?)'],
    [{ ...timed, question: "a\u001b[2J" }, 'question: expected a text without control characters; got "a\\u001b[2J"'],
    [{ ...timed, metrics: [] }, "metrics: expected a list of metrics; got an empty list"],
    [{ ...timed, figures: [{ kind: "heatmap" }] }, 'figures[0].kind: expected one of curves, lines, heat-map, staleness, gantt; got "heatmap" (did you mean "heat-map"?)'],
    [{ ...timed, figures: [{ kind: "lines", metric: "makespan", x: "n" }] }, 'figures[0].x: expected one of schedule, m; got "n"'],
    [{ ...timed, figures: [{ kind: "gantt", where: { m: 5 } }] }, 'figures[0].where.m: expected one of 4, 8; got "5"'],
    [{ ...timed, figures: [{ kind: "heat-map", metric: "makespan", x: "schedule", y: "m", boundary: { kind: "stable-rate", curvature: 1 } }] }, "figures[0].x: expected an axis of numbers, as a boundary is drawn; got schedule"],
    [withAxes({ path: "latncy", values: [1] }), 'axes[2].path: expected one of network, samples, validation, epochs, batchSize, microBatch, order, learningRate, optimizer, precision, schedule, stages, chunks, maxActiveKeys, maxStaleness, microBatches, updateEvery, timing, latency, correctors, errorTransport, angles, target; got "latncy" (did you mean "latency"?)'],
    [withAxes({ path: "latency.", values: [1] }), 'axes[2].path: expected a place such as schedule.delay.commits or network.layers[1].size; got "latency."'],
    [withAxes({ path: "latency", values: [] }), "axes[2].values: expected a list of at least 1 value; got an empty list"],
    [withAxes({ path: "latency", values: [1, 1] }), 'axes[2].values: expected each once; got "1" again'],
    [withAxes({ path: "latency", values: [1], labels: ["a", "b"] }), "axes[2].labels: expected 1 of them, one a value; got 2"],
    [withAxes({ path: "stages", name: "m", values: [1] }), 'axes[2].name: expected another name than those before; got "m"'],
    [withAxes({ path: "latency", values: [-1] }), "axes[2], schedule gpipe, m 4, latency -1: expected ticks: a number from 0, a list of them, or an object with a kind; got -1"],
    [{ ...timed, base: { stages: 4, latncy: 1 } }, 'base.latncy (schedule gpipe, m 4): expected a key among network, samples, validation, epochs, batchSize, microBatch, order, learningRate, optimizer, precision, schedule, stages, chunks, maxActiveKeys, maxStaleness, microBatches, updateEvery, timing, latency, correctors, errorTransport, angles, target; got "latncy" (did you mean "latency"?)'],
    [{ ...timed, axes: [{ path: "microBatches", values: [4] }] }, "base.schedule (microBatches 4): expected in a case without a network; got nothing"],
    [{ ...timed, base: { ...timed.base, epochs: 3 } }, "base.epochs (schedule gpipe, m 4): expected none in a case without a network; got 3"],
    [withBase({ samples: undefined }), "base.samples: expected in a case with a network and no schedule; got nothing"],
    [withBase({ learningRate: { kind: "setp", rate: 1 } }), 'base.learningRate.kind: expected one of constant, step, cosine, warm-up; got "setp" (did you mean "step"?)'],
    [withBase({ optimizer: "adm" }), 'base.optimizer: expected one of sgd, momentum, nesterov, rmsprop, adam, adamw; got "adm" (did you mean "adam"?)'],
    [withBase({ errorTransport: { name: "feedback-alignmet" } }), 'base.errorTransport.name: expected one of backpropagation, feedback-alignment, direct-feedback-alignment, uniform-sign-symmetry, batchwise-random-sign-symmetry, fixed-random-sign-symmetry, kolen-pollack, frozen-hidden; got "feedback-alignmet" (did you mean "feedback-alignment"?)'],
    [withBase({ samples: "builtin:mons" }), 'base.samples: builtin:mons: expected one of and, or, xor, circle, xor-field, clusters, gauss, spiral, moons, plane, bumps, glyphs; got "mons" (did you mean "moons"?)'],
    [withBase({ samples: "builtin:clusters" }), "base.samples: inputs: expected 2 numbers a sample, one per input of the network; got 16"],
    [withBase({ network: { ...layered, loss: "mse" } }), "base.network.loss: expected one of"],
    [withBase({ schedule: "1f1b", stages: 9 }), "base.stages: expected at most 3, as the network has 3 layers besides the inputs; got 9"],
    [withBase({ schedule: { kind: "delayed", delay: { kind: "constnt" } }, stages: 1 }), 'base.schedule.delay.kind: expected one of constant, per-stage, geometric, uniform, list; got "constnt" (did you mean "constant"?)'],
    [withBase({ schedule: { kind: "delayed", delay: { kind: "per-stage", commits: [1] } }, stages: 3 }), "base.delay.commits: expected 3 numbers, one a stage; got 1"],
    [withBase({ schedule: "pipedream", stages: 3, correctors: [{ kind: "pipemare-rate" }] }), "base.correctors[0].commits: expected a whole number from 1 on; got nothing"],
    [withBase({ schedule: "pipedream", stages: 3, angles: true }), "base.angles: expected none in a case with a network and a schedule; got true"],
    [withBase({ schedule: "pipedream", stages: 3, microBatch: 2 }), "base.batchSize: expected 1 micro-batch, after which the policy commits; got 2"],
  ]; // prettier-ignore
  test.each(wrong.map(([file, message]) => [message, file] as const))("%s", (message, file) => {
    expect(problemsOf(file)[0]).toContain(message);
  });

  test("all of it at once", () => {
    const found = problemsOf({ ...timed, seeds: 0, axes: [{ path: "x", values: [1] }], metrics: ["a"] });
    expect(found.map((line) => line.slice(0, line.indexOf(":")))).toEqual(["seeds", "metrics[0]", "axes[0].path"]);
  }); // prettier-ignore

  test("and of no more cases than anybody waits for", () => {
    const many = Array.from({ length: 60_000 }, (_, i) => i + 1);
    expect(problemsOf({ ...timed, seeds: many })).toEqual([
      "axes: expected at most 100000 cases; got 240000",
    ]);
  });
});
