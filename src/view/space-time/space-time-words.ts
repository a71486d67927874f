import type { Language } from "../language.ts";
import type { LabelledBy } from "../time-axis/moment-labels.ts";
import { grouped } from "../number-text.ts";

/** What stands on and under a space-time diagram. */
export interface SpaceTimeWords {
  readonly title: (network: string) => string;
  readonly description: (lines: number, messages: string, first: string, last: string) => string;
  readonly nothing: string;
  readonly tick: string;
  readonly coordinator: string;
  /** In five columns. */
  readonly coordinatorShort: string;
  readonly loss: string;
  readonly neurons: (count: number) => string;
  readonly label: Readonly<Record<LabelledBy, string>>;
  /** Of messages that were sent and taken up together. */
  readonly messages: (count: number, from: string, to: string) => string;
  readonly events: (count: number) => string;
  readonly toLoss: (from: string, value: string) => string;
  readonly travels: (sent: string, takenUp: string) => string;
  readonly sentUnknown: string;
  /** What is left out, or put together. */
  readonly groups: string;
  readonly firstEvents: (drawn: number, of: number) => string;
  readonly noMessages: string;
  /** The legend. */
  readonly forward: string;
  readonly backward: string;
  readonly computes: string;
  readonly delta: string;
  readonly error: string;
  readonly lossPoint: string;
  readonly gradient: string;
  readonly commit: string;
  readonly run: string;
  readonly numbers: Readonly<Record<LabelledBy, string>>;
  readonly counts: string;
  /** Of messages between neurons that share a line. */
  readonly within: string;
  readonly tail: string;
}

export const spaceTimeWords: Readonly<Record<Language, SpaceTimeWords>> = {
  en: {
    title: (network) => `Space-time diagram of ${network}`,
    description: (lines, messages, first, last) =>
      `${lines} vertical lines, time running down from tick ${first} to tick ${last}. ${messages} messages are arrows from where their sender computed them to where their receiver took them up: activations solid and to the right, error signals dashed and to the left.`,
    nothing: "Nothing of this run is in the selection.",
    tick: "tick",
    coordinator: "coordinator",
    coordinatorShort: "coord",
    loss: "loss",
    neurons: (count) => (count === 1 ? "1 neuron" : `${grouped(count)} neurons`),
    label: { sample: "sample", "micro-batch": "micro" },
    messages: (count, from, to) => `${grouped(count)} messages from ${from} to ${to}`,
    events: (count) => `${grouped(count)} events like this:`,
    toLoss: (from, value) => `${from} tells the loss a = ${value}`,
    travels: (sent, takenUp) => `sent at tick ${sent}, taken up at tick ${takenUp}`,
    sentUnknown: "when it was sent is not recorded",
    groups:
      "neurons that have no line of their own share one: what they do together is one point, their messages one arrow",
    firstEvents: (drawn, of) => `the first ${grouped(drawn)} of ${grouped(of)} events at these ticks`,
    noMessages: "messages on single synapses are not recorded at this level",
    forward: "activation",
    backward: "error signal",
    computes: "computes a",
    delta: "computes δ",
    error: "what the loss tells an output",
    lossPoint: "loss",
    gradient: "gradient",
    commit: "commit",
    run: "coordinator",
    numbers: {
      sample: "in a point: the sample, by its place in its batch; beside it: the event's number in the trace",
      "micro-batch":
        "in a point: the micro-batch, by its place in its batch; beside it: the event's number in the trace",
    },
    counts: "×3: three events or messages together",
    within: "↻ messages between neurons of one line",
    tail: "○ where the message comes from, with the event that computed it",
  },
  zh: {
    title: (network) => `时空图：${network}`,
    description: (lines, messages, first, last) =>
      `${lines} 条竖线，时间从时刻 ${first} 向下到时刻 ${last}。${messages} 条消息画成箭头，从发送者算出它的地方指向接收者接收它的地方：激活值为向右的实线，误差信号为向左的虚线。`,
    nothing: "所选范围内没有任何事件。",
    tick: "时刻",
    coordinator: "协调者",
    coordinatorShort: "协调",
    loss: "损失",
    neurons: (count) => `${grouped(count)} 个神经元`,
    label: { sample: "样本", "micro-batch": "微批" },
    messages: (count, from, to) => `从 ${from} 到 ${to} 的 ${grouped(count)} 条消息`,
    events: (count) => `${grouped(count)} 个同类事件，例如：`,
    toLoss: (from, value) => `${from} 告诉损失函数 a = ${value}`,
    travels: (sent, takenUp) => `发送于时刻 ${sent}，接收于时刻 ${takenUp}`,
    sentUnknown: "发送时刻未记录",
    groups: "没有自己竖线的神经元共用一条：它们一起做的事是一个点，它们的消息是一个箭头",
    firstEvents: (drawn, of) => `这些时刻的 ${grouped(of)} 个事件中的前 ${grouped(drawn)} 个`,
    noMessages: "此级别不记录单个突触上的消息",
    forward: "激活值",
    backward: "误差信号",
    computes: "算出 a",
    delta: "算出 δ",
    error: "损失函数告诉输出",
    lossPoint: "损失",
    gradient: "梯度",
    commit: "更新",
    run: "协调者",
    numbers: {
      sample: "点内：样本在批中的序号；点旁：事件在运行记录中的编号",
      "micro-batch": "点内：微批在批中的序号；点旁：事件在运行记录中的编号",
    },
    counts: "×3：三个事件或三条消息合在一起",
    within: "↻ 同一条线上神经元之间的消息",
    tail: "○ 消息来自何处，以及算出它的事件",
  },
};
