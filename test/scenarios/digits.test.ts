import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { digits } from "../../scenarios/digits.ts";
import { generateSet } from "../../src/index.ts";
import { writeIdx } from "../data/write-idx.ts";
import { only, record, type Shown, tableWith, textOf } from "./recording-screen.ts";

/** Counts of right and wrong answers, from the table of confusions. */
function countsOf(shown: readonly Shown[]): { right: number; all: number } {
  const rows = tableWith("written, read as", shown).map((row) => ({
    written: row["written, read as"],
    counts: Object.entries(row).filter(([read]) => read !== "written, read as"),
  }));
  const sum = (counts: (readonly [string, string])[]): number =>
    counts.reduce((total, [, n]) => total + Number(n), 0);
  return {
    right: rows.reduce(
      (total, { written, counts }) => total + sum(counts.filter(([read]) => read === written)),
      0,
    ),
    all: rows.reduce((total, { counts }) => total + sum(counts), 0),
  };
}

describe("digits", () => {
  it("reads at least 97 % of unseen glyphs after few epochs", async () => {
    const shown = await record(digits, { options: { samples: "1000", epochs: "4" } });
    const { right, all } = countsOf(shown);
    expect(all).toBe(1000);
    expect(right / all).toBeGreaterThanOrEqual(0.97);
    expect(textOf(shown)).toContain(`${right} of the 1000 others`);
    const [live] = only("live", shown);
    expect(live?.pictures).toHaveLength(4);
    expect(live?.pictures.at(-1)).toContain(`others ${((100 * right) / all).toFixed(2)} %`);
    expect(only("curve", shown)[0]?.values).toHaveLength(4 * 100);
  });

  it("reads files in MNIST's format, four fifths of them to learn from", async () => {
    const folder = mkdtempSync(join(tmpdir(), "counterflow-"));
    try {
      const { inputs, targets } = generateSet("glyphs:samples=200,seed=3");
      const labels = Array.from({ length: 200 }, (_, i) => targets.subarray(10 * i, 10 * i + 10).indexOf(1));
      const [images, names] = [join(folder, "images"), join(folder, "labels")];
      const bytes = Array.from(inputs, (shade) => Math.round(255 * shade));
      writeFileSync(images, writeIdx(0x08, [200, 28, 28], bytes));
      writeFileSync(names, writeIdx(0x08, [200], labels));
      const shown = await record(digits, { options: { images, labels: names, hidden: "12", epochs: "8" } });
      expect(textOf(shown)).toContain("12 hidden neurons, 160 digits to learn from, 40 others");
      const { right, all } = countsOf(shown);
      expect(all).toBe(40);
      expect(right).toBeGreaterThan(30);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says which file it cannot read", async () => {
    const run = record(digits, { options: { images: "nowhere-images", labels: "nowhere-labels" } });
    await expect(run).rejects.toThrow(/nowhere-images/);
  });
});
