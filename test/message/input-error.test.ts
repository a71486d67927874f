import { describe, expect, it } from "vitest";
import { InputError } from "../../src/message/input-error.ts";

describe("an input error", () => {
  const problems = [
    { path: "layers[1].size", message: "expected a positive integer; got 0" },
    { path: "", message: "expected an object; got a list of 3" },
  ];

  it("says one sentence a problem, with its path", () => {
    expect(new InputError(problems).message).toBe(
      "layers[1].size: expected a positive integer; got 0\nexpected an object; got a list of 3",
    );
  });

  it("says them of a file, once it is known which", () => {
    const error = new InputError(problems).in("net.json");
    expect(error.message.split("\n")).toEqual([
      "net.json: layers[1].size: expected a positive integer; got 0",
      "net.json: expected an object; got a list of 3",
    ]);
    expect(error.problems).toEqual(problems);
  });
});
