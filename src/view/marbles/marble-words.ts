import type { Language } from "../language.ts";
import type { LabelledBy } from "../time-axis/moment-labels.ts";
import { grouped } from "../number-text.ts";
import type { Owners } from "./choose-owners.ts";

/** What stands on and under a marble diagram. */
export interface MarbleWords {
  readonly title: (network: string) => string;
  readonly description: (streams: number, first: string, last: string) => string;
  readonly tick: string;
  readonly loss: string;
  readonly values: string;
  readonly nothing: string;
  readonly owners: (owners: Owners) => string;
  readonly unheard: (count: number) => string;
  readonly moreValues: (shown: number, of: number) => string;
  /** The legend. */
  readonly marble: Readonly<Record<LabelledBy, string>>;
  readonly value: Readonly<Record<LabelledBy | "population", string>>;
  readonly heard: string;
  readonly several: string;
  readonly forward: string;
  readonly backward: string;
  readonly lossMarble: string;
  readonly barrier: string;
  readonly gradient: string;
  readonly commit: string;
  readonly complete: string;
  readonly failed: (outcome: string) => string;
  readonly open: string;
}

export const marbleWords: Readonly<Record<Language, MarbleWords>> = {
  en: {
    title: (network) => `Marble diagram of ${network}`,
    description: (streams, first, last) =>
      `${streams} streams from tick ${first} to tick ${last}, time running right. On a neuron's solid line a marble is an activation that it sends down, on its dashed line an error signal that it sends back up.`,
    tick: "tick",
    loss: "loss",
    values: "values",
    nothing: "Nothing of this run is in the selection.",
    owners: ({ ids, of, because, are }) => {
      if (because === "asked") return `the first ${ids.length} of the ${grouped(of)} ${are} asked for`;
      const why =
        because === "largest" ? "the first of each layer, and those with the largest |δ|" : "the first ones";
      return `${ids.length} of ${grouped(of)} ${are}: ${are === "populations" ? "the first and the last" : why}`;
    },
    unheard: (count) => `${grouped(count)} more streams are heard and not drawn`,
    moreValues: (shown, of) => `the first ${shown} of ${grouped(of)} columns`,
    marble: {
      sample: "number: the sample, by its place in its batch",
      "micro-batch": "number: the micro-batch, by its place in its batch",
    },
    value: {
      sample: "value: a on forward$, δ on backward$",
      "micro-batch": "value: a on forward$, δ on backward$, of the micro-batch's first sample",
      population: "value: the norm of all a on forward$, of all δ on backward$",
    },
    heard: "↳ a stream that the neuron hears, each message when it is taken up",
    several: "+4: four in one tick",
    forward: "activation (forward$)",
    backward: "error signal (backward$)",
    lossMarble: "loss",
    barrier: "the batch is complete",
    gradient: "gradient",
    commit: "commit",
    complete: "the run is complete",
    failed: (outcome) => `the run ended: ${outcome}`,
    open: "the run goes on",
  },
  zh: {
    title: (network) => `弹珠图：${network}`,
    description: (streams, first, last) =>
      `从时刻 ${first} 到时刻 ${last} 的 ${streams} 条流，时间向右。神经元实线上的弹珠是它向下游发送的激活值，虚线上的弹珠是它向上游发回的误差信号。`,
    tick: "时刻",
    loss: "损失",
    values: "数值",
    nothing: "所选范围内没有任何事件。",
    owners: ({ ids, of, because, are }) => {
      const noun = are === "neurons" ? "个神经元" : "个神经元群";
      if (because === "asked") return `所选 ${grouped(of)} ${noun}中的前 ${ids.length} 个`;
      const why = because === "largest" ? "每层的第一个，以及 |δ| 最大的" : "最前面的";
      return `${grouped(of)} ${noun}中的 ${ids.length} 个：${are === "populations" ? "最前和最后的" : why}`;
    },
    unheard: (count) => `另有 ${grouped(count)} 条听到的流未画出`,
    moreValues: (shown, of) => `${grouped(of)} 列中的前 ${shown} 列`,
    marble: { sample: "数字：样本在批中的序号", "micro-batch": "数字：微批在批中的序号" },
    value: {
      sample: "数值：forward$ 上为 a，backward$ 上为 δ",
      "micro-batch": "数值：forward$ 上为 a，backward$ 上为 δ（微批的第一个样本）",
      population: "数值：forward$ 上为全部 a 的范数，backward$ 上为全部 δ 的范数",
    },
    heard: "↳ 神经元听到的流，消息画在被接收的时刻",
    several: "+4：同一时刻有四个",
    forward: "激活值（forward$）",
    backward: "误差信号（backward$）",
    lossMarble: "损失",
    barrier: "本批已齐",
    gradient: "梯度",
    commit: "更新",
    complete: "运行完成",
    failed: (outcome) => `运行结束：${outcome}`,
    open: "运行仍在继续",
  },
};
