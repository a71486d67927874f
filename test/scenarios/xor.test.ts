import { describe, expect, it } from "vitest";
import { xor } from "../../scenarios/xor.ts";
import { only, record, tableWith, textOf } from "./recording-screen.ts";
import { isLong } from "../long.ts";

/** Every other one, unless there is time. */
const seeds = Array.from({ length: 20 }, (_, i) => `${i + 1}`).filter((_, i) => isLong || i % 2 === 0);

describe("xor", () => {
  it.each(seeds)(
    "is solved from seed %s: all four answers on the right side, and a loss below 0.01",
    async (seed) => {
      const shown = await record(xor, { options: { seed } });
      const rows = tableWith("output after", shown);
      expect(rows.map((row) => [row["input"], row["target"]])).toEqual([
        ["(0, 0)", "0"],
        ["(0, 1)", "1"],
        ["(1, 0)", "1"],
        ["(1, 1)", "0"],
      ]);
      const errors = rows.map((row) => Number(row["output after"]) - Number(row["target"]));
      for (const error of errors) expect(Math.abs(error)).toBeLessThan(0.2);
      expect(errors.reduce((sum, error) => sum + (error * error) / 2, 0) / 4).toBeLessThan(0.01);
      expect(textOf(shown)).toContain("Solved.");
    },
  );

  it.each(["momentum", "nesterov", "rmsprop", "adam", "adamw"])(
    "is solved with %s too",
    async (optimizer) => {
      expect(textOf(await record(xor, { options: { optimizer } }))).toContain("Solved.");
    },
  );

  it("shows the messages of one sample in the first and the last batch, and the loss between", async () => {
    const shown = await record(xor, { options: { epochs: "60" } });
    const flows = only("flow", shown);
    expect(
      flows.map(({ events }) => new Set(events.flatMap((event) => ("batch" in event ? [event.batch] : [])))),
    ).toEqual([new Set([0]), new Set([59])]);
    for (const { events } of flows) {
      const messages = events.filter((event) => event.kind === "deliver");
      expect(messages.filter(({ direction }) => direction === "forward")).toHaveLength(2 * 5 + 5);
      expect(messages.filter(({ direction }) => direction === "backward")).toHaveLength(5);
      expect(events.flatMap((event) => ("samples" in event ? event.samples : []))).toEqual(
        events.map(() => 1),
      );
      expect(events.flatMap((event) => (event.kind === "feed" ? event.values : []))).toEqual([0, 1]);
    }
    expect(only("curve", shown)[0]?.values).toHaveLength(60);
  });

  it("says so when it is not solved", async () => {
    expect(textOf(await record(xor, { options: { epochs: "1" } }))).toContain("Not solved");
  });

  it("refuses an optimizer that there is not, with the nearest one", async () => {
    await expect(record(xor, { options: { optimizer: "adm" } })).rejects.toThrow(
      /optimizer\.name: .*"adam"\?/,
    );
  });
});
