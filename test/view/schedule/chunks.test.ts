import { describe, expect, it } from "vitest";
import { chunksOf } from "../../../src/view/schedule/chunks.ts";
import { examples } from "./timetables.ts";

describe("the chunks of a rank", () => {
  it.each([
    ["1f1b", [[0], [1], [2], [3]]],
    ["interleaved", [[0, 4], [1, 5], [2, 6], [3, 7]]],
    // Two copies of the pipeline, one upside down.
    ["chimera", [[0, 3], [1, 2], [2, 1], [3, 0]]],
    ["own", [[0, 1], [2]]],
  ] as const)("of %s are numbered from the stage of its own number on", (name, stages) => {
    const timetable = examples.get(name)?.timetable;
    const { count, chunkOf } = chunksOf(timetable ?? expect.fail());
    expect(count).toBe(Math.max(...stages.map(({ length }) => length)));
    for (const [rank, own] of stages.entries()) {
      expect(own.map((stage) => chunkOf(rank, stage))).toEqual(own.map((_, chunk) => chunk));
    }
  });
}); // prettier-ignore
