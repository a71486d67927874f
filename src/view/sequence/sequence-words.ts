import type { Language } from "../language.ts";

/** What a sequence diagram says, beside the words that all pictures share. */
export interface SequenceWords {
  readonly title: string;
  readonly description: string;
  readonly coordinator: string;
  readonly nothing: string;
  readonly cut: Readonly<Record<"start" | "end", (steps: number) => string>>;
  /** Where a trace has no messages on synapses. */
  readonly noMessages: string;
  /** Where the members of a group may send each other messages. */
  readonly hidesInner: string;
  readonly activations: (count: number) => string;
  readonly errorSignals: (count: number) => string;
  readonly neuronsTell: (count: number, what: string) => string;
  readonly batchBegins: (batch: number) => string;
}

const en: SequenceWords = {
  title: "Sequence of messages",
  description: "Solid arrows carry activations down, dashed ones error signals back up; time runs downwards.",
  coordinator: "coordinator",
  nothing: "nothing to show: no message is in this part of the trace",
  cut: {
    start: (steps) => `the last ${steps} steps: what came before is left out`,
    end: (steps) => `the first ${steps} steps: what follows is left out`,
  },
  noMessages: "this trace does not tell the messages on synapses, so that no arrows join the neurons",
  hidesInner: "messages within a group are left out",
  activations: (count) => `${count} activations`,
  errorSignals: (count) => `${count} error signals`,
  neuronsTell: (count, what) => `${count} neurons: ${what}`,
  batchBegins: (batch) => `batch ${batch} begins`,
};

const zh: SequenceWords = {
  title: "消息顺序图",
  description: "实线箭头把激活值送往下游，虚线箭头把误差信号送回上游；时间自上而下。",
  coordinator: "协调者",
  nothing: "无可显示：这部分运行记录中没有消息",
  cut: {
    start: (steps) => `只画出最后 ${steps} 步，此前从略`,
    end: (steps) => `只画出最初 ${steps} 步，此后从略`,
  },
  noMessages: "这份运行记录没有突触上的消息，因此神经元之间没有箭头",
  hidesInner: "组内的消息从略",
  activations: (count) => `${count} 个激活值`,
  errorSignals: (count) => `${count} 个误差信号`,
  neuronsTell: (count, what) => `${count} 个神经元：${what}`,
  batchBegins: (batch) => `第 ${batch} 批开始`,
};

export const sequenceWords: Readonly<Record<Language, SequenceWords>> = { en, zh };
