import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readPlayerAssets } from "../../../src/files/player-assets.ts";
import type { NetworkFile, Trace } from "../../../src/index.ts";
import type { PlayerData } from "../../../src/view/player/player-data.ts";
import { playerPage } from "../../../src/view/player/player-page.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { mazurNetwork } from "../../oracle/published.ts";
import { hostileTrace, layeredFile, mazurTrace, pipelineTrace, traceOf } from "../example-traces.ts";

const assets = readPlayerAssets();
const draw = (trace: Trace, options: ViewOptions = {}): string => playerPage(trace, assets, options);
const dataIn = (page: string): PlayerData => {
  const [, json = ""] = /<script type="application\/json" id="run">([^<]*)<\/script>/.exec(page) ?? [];
  return JSON.parse(json) as PlayerData;
};
const numbersOf = (trace: Trace, options: ViewOptions): number[] =>
  dataIn(draw(trace, options)).frames.map(({ n }) => n);

describe("the page of a run", () => {
  it("lets its own script run, told by its hash, and nothing come from elsewhere", () => {
    const page = draw(mazurTrace);
    const [, policy = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, script = ""] = /<script>([^]*?)<\/script>/.exec(page) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    expect(policy.replaceAll("&#39;", "'")).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(
      /https?:|src=|href=|@import ["'u]|url\(/,
    );
  });

  it("has a script that may run where its hash is not known", () => {
    const page = playerPage(mazurTrace, { script: "1", style: "" }, {});
    expect(page).toContain("script-src &#39;unsafe-inline&#39;");
  });

  it("holds no name that could end an element", () => {
    const page = draw(hostileTrace);
    const [, json = ""] = /id="run">([^]*?)<\/script>/.exec(page) ?? [];
    expect(json).not.toContain("<");
    expect(dataIn(page).nodes[0]?.name).toBe("<script>alert(1)</script>");
  });

  it("holds the part of the run that is wanted, and opens where it is wanted", () => {
    const all = mazurTrace.events;
    expect(numbersOf(mazurTrace, {})).toEqual(all.map(({ n }) => n));
    expect(numbersOf(mazurTrace, { at: 20 })).toEqual(all.slice(0, 21).map(({ n }) => n));
    expect(dataIn(draw(mazurTrace, { at: 20 })).start).toBe(20);
    expect(numbersOf(mazurTrace, { phases: ["loss"] })).toEqual([16, 17, 18]);
    expect(numbersOf(mazurTrace, { neurons: ["h1"], phases: ["backward"] })).toEqual([21, 22, 23]);
    const second = pipelineTrace.events.filter((event) => "batch" in event && event.batch === 1);
    expect(numbersOf(pipelineTrace, { batches: [1, 2], phases: ["forward"] })).toEqual(
      second.filter(({ kind, ...rest }) => kind === "feed" || kind === "activate" ||
        (kind === "deliver" && "direction" in rest && rest.direction === "forward")).map(({ n }) => n),
    ); // prettier-ignore
  });

  it("follows the samples that are chosen", () => {
    const { frames } = dataIn(draw(pipelineTrace, { samples: [2] }));
    expect(new Set(frames.flatMap(({ about }) => (about === "" ? [] : [about.split(" · ")[1]])))).toEqual(
      new Set(["sample 2"]),
    );
  });

  it("holds 2,000 events at most, and says so: the first of them, or the last before the one wanted", () => {
    const long = traceOf(mazurNetwork as NetworkFile, [[0.05, 0.1]], [[0.01, 0.99]], { epochs: 100 });
    const page = draw(long);
    expect(long.events).toHaveLength(100 * 34 + 2);
    expect(dataIn(page).frames.at(-1)?.n).toBe(1999);
    expect(page).toContain("the first 2000 of 3402 events");
    const end = draw(long, { at: 3000 });
    expect(dataIn(end).frames.map(({ n }) => n).slice(0, 1)).toEqual([1001]); // prettier-ignore
    expect(end).toContain("the last 2000 of 3001 events");
    expect(page.length).toBeLessThan(1_000_000);
  });

  it("shows a large network by its groups, and says so", () => {
    const inputs = [Array.from({ length: 16 }, (_, i) => i / 16)];
    const page = draw(traceOf(layeredFile, inputs, [[1, 0, 0, 0]]));
    const { frames, nodes } = dataIn(page);
    expect(nodes.map(({ name, isNeuron }) => [name, isNeuron])).toEqual(
      ["x", "h", "k", "y"].map((name) => [name, false]),
    );
    expect(frames.map(({ kind }) => kind)).toEqual([
      "train", "batch", "feed", "deliver", "activate", "deliver", "activate", "deliver", "activate", "loss",
      "error", "delta", "deliver", "delta", "deliver", "delta", "gradient", "gradient", "gradient",
      "commit", "commit", "commit", "end",
    ]); // prettier-ignore
    expect(frames[3]?.sentence).toBe("h hears 192 activations from x, and multiplies each by its weight");
    expect(page).toContain("neurons are shown in groups, and messages in bundles");
  });
});
