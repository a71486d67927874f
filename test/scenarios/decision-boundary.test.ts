import { describe, expect, it } from "vitest";
import { decisionBoundary } from "../../scenarios/decision-boundary.ts";
import { only, record, textOf } from "./recording-screen.ts";

/** Percent right of the points never seen, as the scenario says at its end. */
const unseenRight = (text: string): number => Number(/ ([\d.]+) % of those never seen/.exec(text)?.[1]);

describe("decision-boundary", () => {
  it.each([
    { set: "circle", epochs: 40 },
    { set: "gauss", epochs: 40 },
    { set: "xor-field", epochs: 40 },
    { set: "spiral", epochs: 600 },
  ])("finds the boundary of $set: at least 97 % of unseen points", async ({ set, epochs }) => {
    const shown = await record(decisionBoundary, { options: { set } });
    expect(unseenRight(textOf(shown))).toBeGreaterThanOrEqual(97);
    expect(only("curve", shown)[0]?.values).toHaveLength(epochs);
  });

  it("draws the boundary of the circle where it is: ones inside, zeros outside", async () => {
    const [live] = only("live", await record(decisionBoundary, { options: { set: "circle" } }));
    const lines = live?.pictures.at(-1)?.split("\n") ?? [];
    expect(lines[10]?.slice(22, 26)).toMatch(/^[▓●]+$/);
    // Of the four corners of the map, none is in the disc.
    for (const corner of [lines[0]?.[0], lines[0]?.[47], lines[19]?.[0], lines[19]?.[47]]) {
      expect([" ", "░", undefined]).toContain(corner);
    }
  });

  it("draws at most 30 pictures as the boundary forms, and ends with the last epoch", async () => {
    const [live] = only("live", await record(decisionBoundary, { options: { set: "spiral", epochs: "65" } }));
    const epochs = live?.pictures.map((picture) => Number(/epoch (\d+)/.exec(picture)?.[1]));
    expect(epochs?.slice(0, 3)).toEqual([3, 6, 9]);
    expect(epochs?.at(-1)).toBe(65);
    expect(epochs).toHaveLength(22);
  });

  it("is the same for the same seed, and another for another", async () => {
    const run = async (seed: string) => {
      const options = { set: "gauss", seed, epochs: "2" };
      return only("curve", await record(decisionBoundary, { options }));
    };
    expect(await run("5")).toEqual(await run("5"));
    expect(await run("6")).not.toEqual(await run("5"));
  });

  it("refuses a set that there is not, with the nearest one", async () => {
    await expect(record(decisionBoundary, { options: { set: "spirel" } })).rejects.toThrow(
      /did you mean "?spiral/,
    );
  });
});
