import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findView } from "../../src/cli/trace/find-view.ts";
import type { Trace } from "../../src/index.ts";
import type { ViewOptions } from "../../src/view/view.ts";
import type { ViewName } from "../../src/view/views.ts";
import { loadScenario } from "../../src/cli/show/scenario-files.ts";
import { scheduleView } from "../../src/view/schedule/schedule-view.ts";
import { firstRun, only, record } from "./recording-screen.ts";

// The pictures of the READMEs, drawn from the runs that scenarios show. `npm run gallery` draws them anew.

const folder = new URL("../../scenarios/gallery/", import.meta.url);

const pictures: readonly {
  readonly scenario: string;
  readonly view: ViewName;
  readonly options?: ViewOptions;
}[] = [
  { scenario: "reversed-arrows", view: "reversed" },
  { scenario: "reversed-arrows", view: "flow" },
  { scenario: "lecture-network", view: "network" },
  { scenario: "lecture-network", view: "reversed" },
  { scenario: "worked-example", view: "overlay" },
  { scenario: "worked-example", view: "histogram" },
  { scenario: "message-flow", view: "space-time", options: { phases: ["forward", "loss", "backward"] } },
  { scenario: "message-flow", view: "gantt" },
  { scenario: "message-flow", view: "marbles", options: { neurons: ["h1", "o1"] } },
  { scenario: "path-sum", view: "paths", options: { neurons: ["x.0", "h.0"] } },
  { scenario: "vanishing-gain", view: "reversed" },
  { scenario: "xor", view: "curves" },
];

/** Schedules that a scenario shows, by their names. */
const schedules = [
  { scenario: "pipeline-gantt", schedule: "1f1b" },
  { scenario: "pipeline-gantt", schedule: "interleaved-1f1b" },
  { scenario: "pipeline-gantt", schedule: "zb-h1" },
];

const fileOf = ({ scenario, view }: (typeof pictures)[number]): string => `${scenario}-${view}.svg`;

const scheduleFile = ({ scenario, schedule }: (typeof schedules)[number]): string =>
  `${scenario}-${schedule}.svg`;
const files = [...pictures.map(fileOf), ...schedules.map(scheduleFile)].sort();

describe("the gallery", () => {
  const runs = new Map<string, Promise<Trace>>();
  const runOf = (name: string): Promise<Trace> => {
    const run = runs.get(name) ?? loadScenario(name).then(firstRun);
    runs.set(name, run);
    return run;
  };

  it.each(pictures)("shows $scenario as $view, as it is drawn now", async (picture) => {
    const draw = await findView(picture.view, "svg");
    const svg = draw(await runOf(picture.scenario), picture.options ?? {});
    await expect(`${svg}\n`).toMatchFileSnapshot(new URL(fileOf(picture), folder).pathname);
  });

  it.each(schedules)("shows $schedule of $scenario, as it is drawn now", async (picture) => {
    const shown = only("schedule", await record(await loadScenario(picture.scenario)));
    const { timetable, name } = shown.find((each) => each.name === picture.schedule) ?? expect.fail();
    const path = new URL(scheduleFile(picture), folder).pathname;
    await expect(`${scheduleView.svg(timetable, { name })}\n`).toMatchFileSnapshot(path);
  });

  it("has no picture that nobody draws", () => {
    expect(readdirSync(folder).sort()).toEqual(files);
  });

  it("stands in the README of the scenarios, each picture with words for those who do not see it", () => {
    const readme = readFileSync(new URL("../README.md", folder), "utf8");
    for (const file of files) {
      expect(readme).toMatch(new RegExp(`!\\[[^\\]]{20,}\\]\\(gallery/${file}\\)`));
    }
  });

  it("lends the project's README pictures that are there", () => {
    const readme = readFileSync(new URL("../../README.md", folder), "utf8");
    const named = [...readme.matchAll(/!\[[^\]]{20,}\]\(scenarios\/gallery\/([^)]+)\)/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThanOrEqual(3);
    for (const name of named) expect(files).toContain(name);
  });
});
