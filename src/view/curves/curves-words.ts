import type { TraceLevel } from "../../trace/header.ts";
import type { Language } from "../language.ts";
import type { Missing, Panel } from "./curves.ts";

/** What the curves say. */
export interface CurvesWords {
  readonly title: string;
  readonly batch: string;
  readonly depth: (number: number) => string;
  readonly heading: (panel: Pick<Panel, "quantity" | "isNorm">) => string;
  /** What exactly is drawn. */
  readonly detail: (panel: Pick<Panel, "quantity" | "isNorm">) => string;
  readonly logarithmic: string;
  readonly notFinite: (count: number) => string;
  readonly zeros: (count: number) => string;
  readonly some: (shown: number, of: number) => string;
  readonly batches: (count: number) => string;
  /** Each point stands for several batches. */
  readonly shared: (share: number) => string;
  /** The batches are not numbered through. */
  readonly renumbered: string;
  readonly missing: (missing: Missing, level: TraceLevel) => string;
  readonly nothing: string;
  /** A curve in a sentence. */
  readonly course: (name: string, first: string, last: string) => string;
  readonly sentence: (heading: string, courses: readonly string[]) => string;
}

const english: CurvesWords = {
  title: "Curves",
  batch: "batch",
  depth: (number) => `depth ${number}`,
  heading: ({ quantity, isNorm }) =>
    ({
      loss: "Loss",
      gain: "Mean gain σ'(z)",
      delta: "Norm of δ",
      gradient: "Norm of the gradient",
      weights: isNorm ? "Norm of weights and biases" : "Weights",
    })[quantity],
  detail: ({ quantity }) =>
    ({
      loss: "mean over the samples of a batch",
      gain: "over neurons and samples",
      delta: "over neurons and samples",
      gradient: "over weights and biases",
      weights: "before the first batch, and after each commit",
    })[quantity],
  logarithmic: "logarithmic scale",
  notFinite: (count) => `left out: ${count} × NaN, ∞`,
  zeros: (count) => `left out: ${count} × 0`,
  some: (shown, of) => `${shown} of ${of} depths, at equal distances`,
  batches: (count) => (count === 1 ? "1 batch" : `${count} batches`),
  shared: (share) => `each point is the mean of ${share} of them`,
  renumbered: "every run counts its batches from 0",
  missing: (missing, level) =>
    ({
      level: `not recorded at level ${level}`,
      phase: "not recorded: the trace leaves this phase out",
      neurons: "not recorded of any of these neurons",
      samples: `not recorded sample by sample at level ${level}`,
      "not yet": "not computed yet",
    })[missing],
  nothing: "Nothing that these phases compute is drawn as a curve.",
  course: (name, first, last) => [name, first === last ? first : `from ${first} to ${last}`].join(" ").trim(),
  sentence: (heading, courses) => `${heading}: ${courses.join("; ")}.`,
};

const chinese: CurvesWords = {
  title: "曲线",
  batch: "批",
  depth: (number) => `深度 ${number}`,
  heading: ({ quantity, isNorm }) =>
    ({
      loss: "损失",
      gain: "平均增益 σ'(z)",
      delta: "δ 的范数",
      gradient: "梯度的范数",
      weights: isNorm ? "权值与偏置的范数" : "权值",
    })[quantity],
  detail: ({ quantity }) =>
    ({
      loss: "一批样本的平均值",
      gain: "对神经元和样本取平均",
      delta: "对神经元和样本",
      gradient: "对权值和偏置",
      weights: "第一批之前，以及每次更新之后",
    })[quantity],
  logarithmic: "对数刻度",
  notFinite: (count) => `略去 ${count} 个 NaN、∞`,
  zeros: (count) => `略去 ${count} 个 0`,
  some: (shown, of) => `${of} 个深度中等距的 ${shown} 个`,
  batches: (count) => `${count} 批`,
  shared: (share) => `每点为 ${share} 批的平均值`,
  renumbered: "每次运行都从 0 起给批编号",
  missing: (missing, level) =>
    ({
      level: `在 ${level} 级别下没有记录`,
      phase: "没有记录：运行记录略去了这一阶段",
      neurons: "这些神经元都没有记录",
      samples: `在 ${level} 级别下没有逐个样本的记录`,
      "not yet": "尚未计算",
    })[missing],
  nothing: "这些阶段没有可画成曲线的量。",
  course: (name, first, last) => [name, first === last ? first : `从 ${first} 到 ${last}`].join(" ").trim(),
  sentence: (heading, courses) => `${heading}：${courses.join("；")}。`,
};

export function curvesWords(language: Language = "en"): CurvesWords {
  return language === "en" ? english : chinese;
}
