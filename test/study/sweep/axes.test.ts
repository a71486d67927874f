import { expect, test } from "vitest";
import { casesOf, definitionAt, placesOf, stepsOf } from "../../../src/study/sweep/axes.ts";
import { readStudy } from "../../../src/study/sweep/read-study.ts";
import { timed, world } from "./world.ts";

const axis = (path: string, ...values: unknown[]) => ({
  name: path,
  labels: values.map(String),
  changes: values.map((value) => [{ path, value }]),
  numbers: undefined,
});

test("all places of the axes, the last one changing soonest", () => {
  const axes = [{ labels: ["a", "b"] }, { labels: ["0", "1", "2"] }];
  expect(placesOf(axes).map((at) => at.join(""))).toEqual(["00", "01", "02", "10", "11", "12"]);
  expect(placesOf([])).toEqual([[]]);
});

test("cases are numbered through, sooner than any axis the seed", () => {
  const cases = casesOf(readStudy({ ...timed, seeds: [7, 3] }, world));
  expect(cases.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(cases.map(({ seed }) => seed)).toEqual([7, 3, 7, 3, 7, 3, 7, 3]);
  expect(cases.map(({ definition: { schedule, microBatches } }) => `${JSON.stringify(schedule)} ${microBatches ?? 0}`)).toEqual(
    ['"gpipe" 4', '"gpipe" 4', '"gpipe" 8', '"gpipe" 8', '"1f1b" 4', '"1f1b" 4', '"1f1b" 8', '"1f1b" 8'],
  );
}); // prettier-ignore

test.each([
  ["a key", axis("epochs", 3), { network: { layers: [{ size: 1 }] }, epochs: 3 }],
  ["a place in a list", axis("network.layers[0].size", 9), { network: { layers: [{ size: 9 }] } }],
  ["objects on the way", axis("schedule.delay.commits", 4), { network: { layers: [{ size: 1 }] }, schedule: { delay: { commits: 4 } } }],
  ["lists on the way", axis("correctors[1].kind", "gap-aware"), { network: { layers: [{ size: 1 }] }, correctors: [undefined, { kind: "gap-aware" }] }],
  ["nothing where the value is null", axis("network", null), {}],
])("a value is put in its place: %s", (_, one, expected) => {
  const base = { network: { layers: [{ size: 1 }] } };
  expect(definitionAt(base, [one], [0])).toEqual(expected);
  expect(base).toEqual({ network: { layers: [{ size: 1 }] } });
}); // prettier-ignore

test.each([
  ["learningRate", ["learningRate"]],
  ["network.layers[12].size", ["network", "layers", 12, "size"]],
  ["", undefined],
  ["a..b", undefined],
  ["[0]", undefined],
  ["a[x]", undefined],
  ["network.__proto__.x", undefined],
  ["network.constructor", undefined],
])("the steps of %j", (path, steps) => {
  expect(stepsOf(path)).toEqual(steps);
});
