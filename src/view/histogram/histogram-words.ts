import type { TraceLevel } from "../../trace/header.ts";
import type { Language } from "../language.ts";
import { truncate } from "../terminal/text-width.ts";
import { formatNumber } from "../number-text.ts";
import { type Distribution, type Extreme, type Missing, type Quantity, saturation } from "./histograms.ts";

/** What the histograms say. */
export interface HistogramWords {
  readonly title: string;
  readonly moment: (batch: number | undefined, n: number) => string;
  readonly heading: (quantity: Quantity) => string;
  readonly detail: (quantity: Quantity) => string;
  readonly depth: (number: number) => string;
  readonly count: string;
  readonly mean: string;
  /** How many, mean, extremes, zeros, and what is left out. */
  readonly facts: (quantity: Quantity, distribution: Distribution) => readonly string[];
  /** The same, shorter. */
  readonly brief: (distribution: Distribution) => string;
  readonly some: (shown: number, of: number) => string;
  readonly missing: (missing: Missing, level: TraceLevel) => string;
  readonly nothing: string;
}

const nameWidth = 16;

/** `0.1385 (o1)`, of a synapse `-0.0227 (h2→o2)`. */
function extremeText({ value, neuron, from }: Extreme): string {
  const names = from === undefined ? [neuron] : [from, neuron];
  return `${formatNumber(value)} (${names.map((name) => truncate(name, nameWidth)).join("→")})`;
}

const percent = (part: number, of: number): string => `${formatNumber((100 * part) / of, 3)} %`;

const english: HistogramWords = {
  title: "Histograms",
  moment: (batch, n) =>
    [...(batch === undefined ? [] : [`batch ${batch}`]), `after event ${n}`, "neurons that compute"].join(
      " · ",
    ),
  heading: (quantity) =>
    ({
      activations: "Activations a",
      gains: "Gains σ'(z)",
      deltas: "Deltas δ",
      gradients: "Gradients ∂C/∂w",
      weights: "Weights w",
    })[quantity],
  detail: (quantity) =>
    ({
      activations: "one for each neuron and sample",
      gains: "one for each neuron and sample",
      deltas: "one for each neuron and sample",
      gradients: "one for each synapse",
      weights: "one for each synapse",
    })[quantity],
  depth: (number) => `depth ${number}`,
  count: "count",
  mean: "mean",
  facts: (quantity, { count, mean, least, greatest, zeros, saturated, notFinite }) => [
    count === 1 ? "1 number" : `${count} numbers`,
    `mean ${formatNumber(mean)}`,
    `min ${extremeText(least)}`,
    `max ${extremeText(greatest)}`,
    `${percent(zeros, count)} zeros`,
    ...(quantity === "gains" ? [`${percent(saturated, count)} saturated (below ${saturation})`] : []),
    ...(notFinite > 0 ? [`left out: ${notFinite} × NaN, ∞`] : []),
  ],
  brief: ({ count, mean, least, greatest }) =>
    `${count}: mean ${formatNumber(mean)}, ${formatNumber(least.value)} to ${formatNumber(greatest.value)}`,
  some: (shown, of) => `${shown} of ${of} depths, at equal distances`,
  missing: (missing, level) =>
    ({
      level: `not recorded at level ${level}`,
      phase: "not recorded: the trace leaves this phase out",
      neurons: "not recorded of any of these neurons",
      "not yet": "not computed yet",
    })[missing],
  nothing: "Nothing that these phases compute is drawn as a histogram.",
};

const chinese: HistogramWords = {
  title: "直方图",
  moment: (batch, n) =>
    [...(batch === undefined ? [] : [`第 ${batch} 批`]), `事件 ${n} 之后`, "参与计算的神经元"].join(" · "),
  heading: (quantity) =>
    ({
      activations: "激活值 a",
      gains: "增益 σ'(z)",
      deltas: "误差信号 δ",
      gradients: "梯度 ∂C/∂w",
      weights: "权值 w",
    })[quantity],
  detail: (quantity) =>
    ({
      activations: "每个神经元和样本一个",
      gains: "每个神经元和样本一个",
      deltas: "每个神经元和样本一个",
      gradients: "每个突触一个",
      weights: "每个突触一个",
    })[quantity],
  depth: (number) => `深度 ${number}`,
  count: "个数",
  mean: "平均",
  facts: (quantity, { count, mean, least, greatest, zeros, saturated, notFinite }) => [
    `${count} 个数`,
    `平均 ${formatNumber(mean)}`,
    `最小 ${extremeText(least)}`,
    `最大 ${extremeText(greatest)}`,
    `${percent(zeros, count)} 为零`,
    ...(quantity === "gains" ? [`${percent(saturated, count)} 饱和（小于 ${saturation}）`] : []),
    ...(notFinite > 0 ? [`略去 ${notFinite} 个 NaN、∞`] : []),
  ],
  brief: ({ count, mean, least, greatest }) =>
    `${count} 个：平均 ${formatNumber(mean)}，${formatNumber(least.value)} 至 ${formatNumber(greatest.value)}`,
  some: (shown, of) => `${of} 个深度中等距的 ${shown} 个`,
  missing: (missing, level) =>
    ({
      level: `在 ${level} 级别下没有记录`,
      phase: "没有记录：运行记录略去了这一阶段",
      neurons: "这些神经元都没有记录",
      "not yet": "尚未计算",
    })[missing],
  nothing: "这些阶段没有可画成直方图的量。",
};

export function histogramWords(language: Language = "en"): HistogramWords {
  return language === "en" ? english : chinese;
}

export function groupName(name: Distribution["name"], words: HistogramWords): string {
  if (name === undefined) return "";
  return typeof name === "number" ? words.depth(name) : truncate(name, nameWidth);
}
