import { describe, expect, test } from "vitest";
import { actionText, isComputation, parseAction } from "../../src/schedule/action.ts";

describe("an action's text", () => {
  test.each([
    ["0F2", { stage: 0, kind: "F", microBatch: 2 }],
    ["1B0", { stage: 1, kind: "B", microBatch: 0 }],
    ["1I0", { stage: 1, kind: "I", microBatch: 0 }],
    ["12W34", { stage: 12, kind: "W", microBatch: 34 }],
    ["3SEND_F1", { stage: 3, kind: "SEND_F", microBatch: 1 }],
    ["1RECV_B0", { stage: 1, kind: "RECV_B", microBatch: 0 }],
    ["1UNSHARD", { stage: 1, kind: "UNSHARD", microBatch: undefined }],
    ["0REDUCE_GRAD", { stage: 0, kind: "REDUCE_GRAD", microBatch: undefined }],
  ])("%s is read and written again", (text, action) => {
    const read = parseAction(text);
    expect(read).toEqual(action);
    expect(read && actionText(read)).toBe(text);
    expect(read && isComputation(read)).toBe(/[FBIW]\d/.test(text) && !text.includes("_"));
  });

  test.each([
    "",
    "F0",
    "0F",
    "0X1",
    "0f1",
    "0F1 ",
    "-1F0",
    "0F1.5",
    "0F0F",
    "0F1234567",
    "UNSHARD",
    "0SEND_X1",
  ])("%j is none", (text) => {
    expect(parseAction(text)).toBeUndefined();
  });
});
