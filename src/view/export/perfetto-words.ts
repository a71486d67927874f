import type { Language } from "../language.ts";

/** What stands on rows, arrows and counters of a timeline. */
export interface PerfettoWords {
  readonly coordinator: string;
  readonly loss: string;
  readonly inputs: string;
  readonly depth: (depth: number) => string;
  /** What the network of the trace has no neuron for. */
  readonly others: string;
  readonly activation: string;
  readonly errorSignal: string;
  /** Counters: a name and what is counted, which viewers show one after the other. */
  readonly lossPerBatch: readonly [string, string];
  readonly samplesComplete: readonly [string, string];
  readonly messagesInFlight: readonly [string, string];
  readonly gradientNorm: readonly [string, string];
}

export const perfettoWords: Readonly<Record<Language, PerfettoWords>> = {
  en: {
    coordinator: "coordinator",
    loss: "loss",
    inputs: "inputs",
    depth: (depth) => `depth ${depth}`,
    others: "not in the network",
    activation: "activation",
    errorSignal: "error signal",
    lossPerBatch: ["loss", "per batch"],
    samplesComplete: ["samples", "complete"],
    messagesInFlight: ["messages", "in flight"],
    gradientNorm: ["gradient", "norm"],
  },
  zh: {
    coordinator: "协调者",
    loss: "损失函数",
    inputs: "输入",
    depth: (depth) => `深度 ${depth}`,
    others: "不在网络中",
    activation: "激活值",
    errorSignal: "误差信号",
    lossPerBatch: ["损失", "每批"],
    samplesComplete: ["样本", "已完成"],
    messagesInFlight: ["消息", "传送中"],
    gradientNorm: ["梯度", "范数"],
  },
};
