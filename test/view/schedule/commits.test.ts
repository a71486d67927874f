import { describe, expect, it } from "vitest";
import { stageEvents } from "../../../src/schedule/stage-events.ts";
import { commitsOf } from "../../../src/view/schedule/commits.ts";
import { examples, planned } from "./timetables.ts";

const textsOf = (commits: ReturnType<typeof commitsOf>): string[] =>
  commits.map(({ rank, stage, time }) => `${rank}: ${stage} at ${time}`);

describe("the commits of a timetable", () => {
  it("are where the last gradient of a batch is there", () => {
    const { timetable } = planned("1f1b", { ranks: 2, microBatches: 2 });
    expect(textsOf(commitsOf(timetable, 2))).toEqual(["0: 0 at 9", "1: 1 at 7"]);
    expect(textsOf(commitsOf(timetable, 1))).toEqual(["0: 0 at 6", "0: 0 at 9", "1: 1 at 4", "1: 1 at 7"]);
    expect(commitsOf(timetable, 3)).toEqual([]);
  });

  it("are those of all copies of a stage at once", () => {
    const { timetable } = planned("chimera", { ranks: 2, microBatches: 2 });
    const commits = commitsOf(timetable, 2);
    expect(commits.map(({ rank, stage }) => [rank, stage])).toEqual([[0, 0], [1, 0], [0, 1], [1, 1]]); // prettier-ignore
    expect(commits[0]?.time).toBe(commits[1]?.time);
  });

  it.each([...examples])("of %s are as many as versions are counted by", (_, { timetable }) => {
    for (const each of [1, 2, timetable.microBatches]) {
      const events = stageEvents(timetable, each);
      const commits = commitsOf(timetable, each);
      events.forEach((ofStage, stage) => {
        const holders = timetable.ranks.filter((slots) => slots.some(({ action }) => action.stage === stage));
        const expected = ofStage.filter(({ kind }) => kind === "U").length * holders.length;
        expect(commits.filter((commit) => commit.stage === stage)).toHaveLength(expected);
      });
    }
  });
});
