import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../src/index.ts";
import { record } from "./recording-screen.ts";

const folder = new URL("../../scenarios/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

async function load(name: string): Promise<Scenario> {
  const [scenario] = Object.values(
    (await import(new URL(`${name}.ts`, folder).href)) as Record<string, Scenario>,
  );
  if (scenario === undefined) throw new RangeError(`scenarios/${name}.ts exports nothing`);
  return scenario;
}

/** A world that ends a scenario as soon as a network is made in it. */
const tellTale = {
  get name(): "simulated" {
    throw new Error("taken");
  },
};

describe.each(names)("the scenario %s", (name) => {
  it("runs in the world that is asked for, or says that it has its own", async () => {
    const scenario = await load(name);
    if (scenario.world === "own") return;
    await expect(record(scenario, { computing: { transport: tellTale } })).rejects.toThrow("taken");
  });
});
