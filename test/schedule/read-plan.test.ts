import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { checkPlan } from "../../src/schedule/check-plan.ts";
import { makePlan, planNames } from "../../src/schedule/plans.ts";
import { planCsv, readPlan } from "../../src/schedule/read-plan.ts";
import { actionsOf } from "./actions-of.ts";
import { errorOf } from "./error-of.ts";

describe("a schedule is read", () => {
  test.each([
    ["from CSV, a row a rank", "0F0,0F1,,0B0,0B1\n1F0,1B0,1F1,1B1\n"],
    [
      "from CSV with blanks, CRLF, a mark of byte order and blank lines at the end",
      "\uFEFF 0F0, 0F1 ,0B0,0B1\r\n1F0,1B0,1F1,1B1,,\r\n\r\n",
    ],
    ["from a line a rank", "Rank 0: 0F0 0F1 0B0 0B1\n\nRank 1: 1F0 1B0 1F1 1B1"],
    [
      "from a line a rank, in any order, with commas and without colons",
      "rank 1 1F0, 1B0, 1F1, 1B1\nrank 0 0F0, 0F1, 0B0, 0B1\n",
    ],
    [
      "from a table of steps with blank cells, as PyTorch prints it",
      `
        Rank 0  Rank 1
Step 0: 0F0
Step 1: 0F1     1F0
Step 2:         1B0
Step 3: 0B0     1F1
Step 4:         1B1
Step 5: 0B1`,
    ],
    [
      "with messages and shards left out",
      "0UNSHARD,0F0,0SEND_F0,0F1,0SEND_F1,0RECV_B0,0B0,0RECV_B1,0B1,0REDUCE_GRAD\n1RECV_F0,1F0,1B0,1SEND_B0,1RECV_F1,1F1,1B1,1SEND_B1",
    ],
  ])("%s", (_, text) => {
    const plan = readPlan(text);
    expect([plan.stages, plan.microBatches]).toEqual([2, 2]);
    expect(actionsOf(plan)).toEqual(["0F0 0F1 0B0 0B1", "1F0 1B0 1F1 1B1"]);
  });

  it.each(planNames)("from what is written of %s", (name) => {
    const plan = makePlan(name, { ranks: 4, microBatches: 7 });
    expect(readPlan(planCsv(plan))).toEqual(plan);
  });

  it("with a rank that has nothing to do where a line between others is blank", () => {
    expect(actionsOf(readPlan("0F0,0B0\n\n1F0,1B0"))).toEqual(["0F0 0B0", "", "1F0 1B0"]);
  });
});

describe("a schedule is refused", () => {
  test.each([
    ["", "expected at least one action such as 0F0; got none"],
    ["0UNSHARD", "expected at least one action such as 0F0; got none"],
    ["0F0,0B0\n1F0, 1X0,1B0", 'line 2, column 6: expected an action such as 0F2, 1B0, 1I0 or 1W0; got "1X0"'],
    [
      "0f0,0B0",
      'line 1, column 1: expected an action such as 0F2, 1B0, 1I0 or 1W0; got "0f0" (did you mean "0F0"?)',
    ],
    ["0F0;0B0", 'line 1, column 1: expected an action such as 0F2, 1B0, 1I0 or 1W0; got "0F0;0B0"'],
    [
      "0F0,\u001b[31m0B0\u202e",
      String.raw`line 1, column 5: expected an action such as 0F2, 1B0, 1I0 or 1W0; got "\u001b[31m0B0\u202e"`,
    ],
    ["Rank 0: 0F0 oops", 'line 1, column 13: expected an action such as 0F2, 1B0, 1I0 or 1W0; got "oops"'],
    ["Rank 0: 0F0 0B0\n1F0 1B0", 'line 2, column 1: expected "Rank N:" and its actions; got "1F0 1B0"'],
    ["Rank 0: 0F0\nRank 0: 0B0", "line 2, column 1: expected rank 0 once; got it in line 1 already"],
    ["Rank 2: 0F0 0B0", "line 1, column 1: expected ranks from 0 on without a gap; got rank 2 in 1 lines"],
    ["Step 0: 0F0", 'line 1, column 1: expected a line "Rank 0 Rank 1 …" above the steps; got none'],
    ["  Rank 0 Rank 2\nStep 0: 0F0", 'line 1, column 10: expected Rank 1; got "Rank 2"'],
    [
      "        Rank 0\nStep 0: 0F0\n0B0",
      'line 3, column 1: expected "Step N:" and a column for each rank; got "0B0"',
    ],
  ])("%j", (text, message) => {
    const error = errorOf(() => readPlan(text));
    expect([error?.name, error?.message]).toEqual(["InputError", message]);
  });

  it("by a sentence, never in another way, whatever it is", () => {
    const piece = fc.constantFrom(
      "0F0,0B0\n1F0,1B0",
      "0F0",
      "0B0",
      "1F0",
      "0I1",
      "0W1",
      ",",
      "\n",
      " ",
      "Rank 0",
      "Rank 1",
      ":",
      "Step 0",
      "9",
      "é",
    );
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const error = errorOf(() => checkPlan(readPlan(pieces.join(""))));
        outcomes.add(error?.name ?? "plan");
      }),
      { numRuns: 3000, seed: 4 },
    );
    expect([...outcomes].sort()).toEqual(["InputError", "plan"]);
  });

  it("with all that is wrong in it, each with its place", () => {
    expect(() => readPlan("a,b\nc")).toThrow(
      /^line 1, column 1: .*\nline 1, column 3: .*\nline 2, column 1: .*$/,
    );
  });
});
