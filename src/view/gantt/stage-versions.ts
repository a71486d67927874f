import type { Trace } from "../../trace/header.ts";
import { recordedFigures } from "../../trace/stages/stage-figures.ts";
import { drawTable } from "../terminal/table.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { ViewOptions } from "../view.ts";

const words = {
  en: {
    headings: ["stage", "commits", "live versions", "staleness: least", "mean", "most"],
    note: "Staleness: commits between the weights that a forward pass has read and those that its gradient is added to, its own not counted. All is counted from the versions that messages have met.",
  },
  zh: {
    headings: ["阶段", "更新次数", "并存版本", "陈旧度：最小", "平均", "最大"],
    note: "陈旧度：前向传播所读权重与其梯度所加权重之间的更新次数，不含自身。均由消息所遇的版本计得。",
  },
} as const;

/** A table of the weight versions that each stage of a recorded run has met, all of them, whatever part of it is shown. */
export function stageVersions(trace: Trace, { language = "en", columns = 80, paint }: ViewOptions): string[] {
  const { headings, note } = words[language];
  const rows = recordedFigures(trace).stages.map(({ commits, liveVersions, staleness }, stage) => [
    String(stage),
    String(commits.length),
    String(liveVersions),
    ...(Number.isNaN(staleness.mean)
      ? ["–", "–", "–"]
      : [String(staleness.min), staleness.mean.toFixed(3), String(staleness.max)]),
  ]);
  return ["", ...drawTable([...headings], rows, { columns, paint }), ...wrapLine(note, columns)];
}
