import { describe, expect, it } from "vitest";
import { uniformVersusPerStageDelay } from "../../scenarios/uniform-versus-per-stage-delay.ts";
import { isLong } from "../long.ts";
import { record, tableWith } from "./recording-screen.ts";

const rowsOf = async (options: Record<string, string>) =>
  tableWith("in commits", await record(uniformVersusPerStageDelay, { options })).map((row) => ({
    loss: Number(row["loss"]),
    wrong: Number(row["errors in %"]),
  }));

describe("uniform-versus-per-stage-delay", () => {
  it("shows early that the longest delay for all is far worse than a pipeline's, and that one commit is harmless", async () => {
    const [none, one, perStage, , longest] = await rowsOf({ epochs: "4" });
    expect(one?.loss).toBeLessThan(1.3 * (none?.loss ?? NaN));
    expect(perStage?.loss).toBeGreaterThan(none?.loss ?? NaN);
    expect(longest?.loss).toBeGreaterThan(2 * (perStage?.loss ?? NaN));
  });

  // Published shape: marin #6431, a uniform delay overstates what a pipeline's delays cost, and 2BW is about as good as none.
  it.runIf(isLong)(
    "over 5 seeds has the losses and errors of the published shape within a factor of two",
    async () => {
      const start = process.cpuUsage().user;
      const [none, one, perStage, mean, longest] = await rowsOf({ seeds: "5" });
      for (const [got, expected] of [
        [perStage?.loss, 0.005],
        [perStage?.wrong, 1.6],
        [longest?.loss, 1.357],
        [longest?.wrong, 19.5],
        [one?.wrong, none?.wrong],
        [mean?.wrong, perStage?.wrong],
      ] as const) {
        const ratio = (got ?? NaN) / (expected ?? NaN);
        expect(Math.max(ratio, 1 / ratio)).toBeLessThan(2);
      }
      expect(perStage?.wrong).toBeGreaterThan(none?.wrong ?? NaN);
      expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(180);
    },
    360_000,
  );
});
