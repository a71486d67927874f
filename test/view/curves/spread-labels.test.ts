import { expect, test } from "vitest";
import { spreadLabels, spreadRows } from "../../../src/view/curves/spread-labels.ts";
import { smallRandom, uniform, whole } from "../../oracle/small-random.ts";

test("labels keep apart, in their order, within their range, and near where they belong", () => {
  const random = smallRandom(5);
  for (let round = 0; round < 500; round++) {
    const wanted = Array.from({ length: whole(random, 1, 8) }, () => uniform(random, 0, 100));
    const places = spreadLabels(wanted, { gap: 12, low: 0, high: 100 });
    const order = [...wanted.keys()].sort((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0));
    order.forEach((label, i) => {
      const [place, above] = [places[label] ?? NaN, places[order[i - 1] ?? -1] ?? -Infinity];
      expect(place - above).toBeGreaterThan(12 - 1e-9);
      expect(place).toBeGreaterThan(-1e-9);
      expect(place).toBeLessThan(100 + 1e-9);
    });
  }
});

test.each([
  [[10, 50, 90], [10, 50, 90]],
  [[50, 50], [45, 55]],
  [[0, 0, 1], [0, 10, 20]],
  [[98, 99, 100], [80, 90, 100]],
  [[30, 50, 50, 50], [30, 40, 50, 60]],
])("labels wanted at %j stand at %j", (wanted, places) => {
  expect(spreadLabels(wanted, { gap: 10, low: 0, high: 100 })).toEqual(places);
}); // prettier-ignore

test("rows of text are whole, and each has one label while there are enough", () => {
  const random = smallRandom(7);
  for (let round = 0; round < 500; round++) {
    const rows = whole(random, 6, 9);
    const wanted = Array.from({ length: whole(random, 1, rows) }, () => uniform(random, 0, rows - 1));
    const places = spreadRows(wanted, rows);
    expect(new Set(places).size).toBe(wanted.length);
    expect(places.every((row) => Number.isInteger(row) && row >= 0 && row < rows)).toBe(true);
  }
});
