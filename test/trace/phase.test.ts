import { expect, it } from "vitest";
import { phaseOf } from "../../src/trace/phase.ts";
import { mazurTrace } from "../view/example-traces.ts";

it("a step goes through its phases in order", () => {
  const order = mazurTrace.events.map(phaseOf).filter((phase, i, all) => phase !== all[i - 1]);
  expect(order).toEqual(["start", "forward", "loss", "backward", "gradient", "commit", "end"]);
});
