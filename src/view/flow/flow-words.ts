import type { Phase } from "../../trace/phase.ts";
import type { Language } from "../language.ts";

/** Words of an animated flow, beside what narrators say. */
export interface FlowWords {
  readonly title: (network: string) => string;
  readonly description: (steps: number) => string;
  readonly about: (batch: number | undefined, sample: number) => string;
  /** Of all events that were asked for, those that are shown. */
  readonly leftOut: (shown: {
    readonly events: number;
    readonly of: number;
    readonly isEnd: boolean;
  }) => string;
  readonly together: string;
  readonly bundled: string;
  /** Names of phases where there is little room. */
  readonly phases: Readonly<Record<Phase, string>>;
  readonly activation: string;
  readonly errorSignal: string;
  readonly nothing: string;
}

const words: Readonly<Record<Language, FlowWords>> = {
  en: {
    title: (network) => `Message flow: ${network}`,
    description: (steps) =>
      `An animation in ${steps} steps. Activations travel down the arrows as circles; at the loss the picture turns round, and error signals travel back up the reversed network as diamonds. Numbers appear where they are computed, with a sentence on each step.`,
    about: (batch, sample) => (batch === undefined ? "" : `batch ${batch} · sample ${sample}`),
    leftOut: ({ events, of, isEnd }) => `the ${isEnd ? "last" : "first"} ${events} of ${of} events`,
    together: "messages to one neuron, and commits, are shown together",
    bundled: "neurons are shown in groups, and messages in bundles",
    phases: {
      start: "start",
      forward: "forward",
      loss: "loss",
      backward: "backward",
      gradient: "gradient",
      commit: "commit",
      end: "end",
    },
    activation: "activation",
    errorSignal: "error signal",
    nothing: "none of the run's events was chosen",
  },
  zh: {
    title: (network) => `消息流：${network}`,
    description: (steps) =>
      `共 ${steps} 步的动画。激活值（圆点）沿箭头流向下游；在损失函数处画面掉头，误差信号（菱形）在反向的网络中流回上游。数值在算出之处出现，每一步都有一句说明。`,
    about: (batch, sample) => (batch === undefined ? "" : `第 ${batch} 批 · 样本 ${sample}`),
    leftOut: ({ events, of, isEnd }) => `${of} 个事件中的${isEnd ? "最后" : "前"} ${events} 个`,
    together: "发给同一神经元的消息和各次更新合并显示",
    bundled: "神经元按群显示，消息成束显示",
    phases: {
      start: "开始",
      forward: "正向",
      loss: "损失",
      backward: "反向",
      gradient: "梯度",
      commit: "更新",
      end: "结束",
    },
    activation: "激活值",
    errorSignal: "误差信号",
    nothing: "没有选中任何事件",
  },
};

export function flowWordsOf(language: Language): FlowWords {
  return words[language];
}
