import { describe, expect, it } from "vitest";
import { pipemare } from "../../scenarios/pipemare.ts";
import { isLong } from "../long.ts";
import { record, tableWith } from "./recording-screen.ts";

const lossesOf = async (options: Record<string, string>): Promise<(rule: string) => number> => {
  const rows = tableWith("rule", await record(pipemare, { options }));
  return (rule) => Number(rows.find((row) => row["rule"] === rule)?.["loss"]);
};

describe("pipemare", () => {
  it("learns most where nothing is late", async () => {
    const loss = await lossesOf({ epochs: "2" });
    for (const rule of ["PipeDream", "nothing kept", "T1", "T2", "T1 and T2"]) {
      expect(loss(rule)).toBeGreaterThan(loss("no delay"));
    }
  });

  it.runIf(isLong)(
    "is lost where nothing is kept, helped by either, and about as good as PipeDream with both",
    async () => {
      const loss = await lossesOf({ seeds: "3" });
      expect(loss("no delay")).toBeLessThan(loss("PipeDream") / 2);
      expect(loss("T1 and T2")).toBeLessThan(2 * loss("PipeDream"));
      for (const rule of ["T1", "T2"]) {
        expect(loss("T1 and T2")).toBeLessThan(loss(rule));
        expect(loss(rule)).toBeLessThan(loss("nothing kept") / 5);
      }
    },
    240_000,
  );
});
