import type { TraceLevel } from "../../trace/header.ts";
import type { Language } from "../language.ts";
import type { SceneMode } from "./scene-kit.ts";

/** What is said around a picture of a network. */
export interface PictureWords {
  readonly titles: Readonly<Record<SceneMode, string>>;
  readonly nothing: string;
  readonly batch: (number: number) => string;
  readonly sample: (sample: number, of: number | undefined) => string;
  readonly microBatch: (number: number) => string;
  /** Of the weights shown; `back` where error signals were multiplied by others. */
  readonly version: (version: string, back: string | undefined) => string;
  /** What has been committed since these were multiplied by. */
  readonly committed: (version: number) => string;
  readonly event: (n: number, last: number) => string;
  /** What a trace of this level does not tell; undefined where it tells all. */
  readonly level: Readonly<Record<TraceLevel, string | undefined>>;
  readonly described: Readonly<Record<SceneMode, string>>;
  readonly legend: LegendWords;
  readonly chosen: (shown: number, of: number) => string;
  /** Heads and notes of tables. */
  readonly neuron: string;
  readonly synapse: string;
  readonly loss: string;
  readonly shown: (shown: number, of: number, what: "neurons" | "synapses", by: string) => string;
}

export interface LegendWords {
  readonly down: string;
  readonly up: string;
  readonly value: string;
  readonly weight: string;
  readonly error: string;
  readonly amplifier: string;
  readonly both: string;
  readonly feedback: string;
  readonly pending: string;
  readonly bundle: string;
  readonly batchGradient: string;
}

const english: PictureWords = {
  titles: {
    forward: "The network: activations flow down",
    reversed: "The reversed network: error signals flow back up",
    overlay: "Both on each other: a comes down, δ comes back, and a·δ is the gradient",
  },
  nothing: "nothing to show: the trace has no events",
  batch: (number) => `batch ${number}`,
  sample: (sample, of) => (of === undefined ? `sample ${sample}` : `sample ${sample} of ${of}`),
  microBatch: (number) => `micro-batch ${number}`,
  version: (version, back) =>
    back === undefined ? `weight version ${version}` : `weight version ${version}, on the way back ${back}`,
  committed: (version) => ` (version ${version} is committed since)`,
  event: (n, last) => `after event ${n} of ${last}`,
  level: {
    synapse: undefined,
    neuron:
      "The trace tells no messages: what a neuron has computed with counts as arrived; sums Σ are not told.",
    population: "The trace tells of populations alone: norms are over all samples of the micro-batch.",
    commit: "The trace tells losses, gradients and weights alone.",
  },
  described: {
    forward:
      "Neurons stand in columns, inputs at the left. Each arrow carries an activation to the right; its weight stands where it arrives. In each neuron: bias b, sum z, activation a.",
    reversed:
      "The same neurons in the same places, with all arrows turned round. Each neuron is an amplifier, a triangle that points to the left: the error signals that arrive, times their weights, add up to Σ; times its constant gain σ'(z) this is the δ that it sends on.",
    overlay:
      "The forward and the backward pass on each other. Over each synapse an activation a goes to the right and an error signal δ comes back to the left; their product is the gradient of its weight.",
  },
  legend: {
    down: "activation, solid: to the right",
    up: "error signal, dashed: to the left",
    value: "at the sending end: the activation a that has arrived",
    weight: "at the receiving end: the weight w that it is multiplied by",
    error: "at the sending end: the error signal δ that has arrived",
    amplifier: "triangle: amplifier of constant gain σ'(z), δ = σ'(z) · Σ w·δ",
    both: "left end: a and δ; right end: w and a·δ, what this sample gives to ∂C/∂w",
    feedback: "w◂w′: error signals are multiplied by w′",
    pending: "·: not computed yet, or not told",
    bundle: "×n: n synapses, thicker for more; ‖w‖: norm of their weights",
    batchGradient: "∂C/∂w: the mean over the batch",
  },
  chosen: (shown, of) => `${shown} of ${of} chosen neurons are drawn by themselves.`,
  neuron: "neuron",
  synapse: "synapse",
  loss: "loss",
  shown: (shown, of, what, by) => `${shown} of ${of} ${what}, those with the largest ${by}`,
};

const chinese: PictureWords = {
  titles: {
    forward: "网络：激活值流向下游",
    reversed: "反向网络：误差信号流回上游",
    overlay: "两者叠加：a 向下，δ 返回，a·δ 就是梯度",
  },
  nothing: "没有可显示的内容：运行记录中没有事件",
  batch: (number) => `第 ${number} 批`,
  sample: (sample, of) => (of === undefined ? `样本 ${sample}` : `样本 ${sample}（共 ${of} 个）`),
  microBatch: (number) => `第 ${number} 微批`,
  version: (version, back) =>
    back === undefined ? `权值第 ${version} 版` : `权值第 ${version} 版，反向时第 ${back} 版`,
  committed: (version) => `（此后已更新到第 ${version} 版）`,
  event: (n, last) => `事件 ${n} 之后（至 ${last}）`,
  level: {
    synapse: undefined,
    neuron: "运行记录中没有消息：神经元已用于计算的值视为已到达；总和 Σ 未记录。",
    population: "运行记录只有神经元群：范数取自微批的全部样本。",
    commit: "运行记录只有损失、梯度和权值。",
  },
  described: {
    forward:
      "神经元按列排列，输入在左。每个箭头把一个激活值送向右方，权值写在到达的一端。每个神经元中：偏置 b、加权输入 z、激活值 a。",
    reversed:
      "同样的神经元在同样的位置，所有箭头掉头。每个神经元是一个放大器，即指向左方的三角形：到达的误差信号乘以权值后相加为 Σ，再乘以固定增益 σ'(z)，就是它发出的 δ。",
    overlay:
      "正向与反向传播叠加在一起。每个突触上激活值 a 向右，误差信号 δ 向左返回；两者之积就是权值的梯度。",
  },
  legend: {
    down: "激活值，实线：向右",
    up: "误差信号，虚线：向左",
    value: "发送端：已到达的激活值 a",
    weight: "接收端：与之相乘的权值 w",
    error: "发送端：已到达的误差信号 δ",
    amplifier: "三角形：固定增益 σ'(z) 的放大器，δ = σ'(z) · Σ w·δ",
    both: "左端：a 与 δ；右端：w 与 a·δ，即此样本对 ∂C/∂w 的贡献",
    feedback: "w◂w′：误差信号乘以 w′",
    pending: "·：尚未计算，或未记录",
    bundle: "×n：n 个突触，越多越粗；‖w‖：权值的范数",
    batchGradient: "∂C/∂w：整批的均值",
  },
  chosen: (shown, of) => `所选 ${of} 个神经元中有 ${shown} 个单独画出。`,
  neuron: "神经元",
  synapse: "突触",
  loss: "损失",
  shown: (shown, of, what, by) =>
    `${of} 个${what === "neurons" ? "神经元" : "突触"}中 ${by} 最大的 ${shown} 个`,
};

export function pictureWordsOf(language: Language): PictureWords {
  return language === "zh" ? chinese : english;
}
