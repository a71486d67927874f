import type { Language } from "../language.ts";

/** Words that stand in the picture itself. */
export interface SceneWords {
  readonly input: string;
  readonly loss: string;
  /** At an input where error signals end. */
  readonly endsHere: string;
  readonly group: string;
  /** Heads a column of how many neurons. */
  readonly count: string;
  readonly neurons: (count: number) => string;
  readonly mean: string;
  readonly least: string;
  readonly most: string;
  readonly meanGain: string;
  /** Heads a list of neurons, and of synapses. */
  readonly largest: (symbol: string) => string;
  readonly strongest: (product: string) => string;
}

const english: SceneWords = {
  input: "input",
  loss: "loss",
  endsHere: "receives no δ",
  group: "population",
  count: "neurons",
  neurons: (count) => (count === 1 ? "1 neuron" : `${count} neurons`),
  mean: "mean",
  least: "least",
  most: "most",
  meanGain: "mean σ'",
  largest: (symbol) => `largest |${symbol}|`,
  strongest: (product) => `synapses, by |${product}|`,
};

const chinese: SceneWords = {
  input: "输入",
  loss: "损失",
  endsHere: "不接收 δ",
  group: "神经元群",
  count: "神经元",
  neurons: (count) => `${count} 个神经元`,
  mean: "均值",
  least: "最小",
  most: "最大",
  meanGain: "平均 σ'",
  largest: (symbol) => `|${symbol}| 最大者`,
  strongest: (product) => `突触，按 |${product}|`,
};

export function sceneWordsOf(language: Language): SceneWords {
  return language === "zh" ? chinese : english;
}
