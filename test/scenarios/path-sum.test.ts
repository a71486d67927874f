import { expect, it } from "vitest";
import { pathSum } from "../../scenarios/path-sum.ts";
import { only, record } from "./recording-screen.ts";

it("path-sum adds up the four paths of the lecture's first weight to its gradient", async () => {
  const shown = await record(pathSum);
  const [view] = only("view", shown);
  const text = view?.lines.join("\n") ?? "";
  for (const path of ["g.0", "g.1", "y.0", "y.1"]) expect(text).toContain(path);
  const [flow] = only("flow", shown);
  const gradient = flow?.events.find((event) => event.kind === "gradient" && event.neuron === "h.0");
  const value = gradient?.kind === "gradient" ? (gradient.weights[0] ?? NaN) : NaN;
  expect(text).toContain(value.toPrecision(4).slice(0, 6));
});
