import type { Direction } from "../../message/message.ts";
import { type TogetherNote, togetherNotes } from "../groups/together-note.ts";
import type { Language } from "../language.ts";
import type { Moment } from "./graph-values.ts";

/** What a graph says. */
export interface GraphWords {
  readonly network: (neurons: number, synapses: number) => string;
  /** After which event the numbers hold. */
  readonly moment: (moment: Moment) => string;
  readonly together: TogetherNote;
  readonly hidesBackward: string;
  readonly hidesWeights: string;
  /** What the edges are. */
  readonly legend: Readonly<Record<Direction, string>>;
  readonly input: string;
  readonly loss: string;
  readonly gain: string;
  readonly neurons: (count: number) => string;
  readonly synapses: (count: number) => string;
}

const en: GraphWords = {
  network: (neurons, synapses) =>
    `${neurons} neurons, ${synapses} ${synapses === 1 ? "synapse" : "synapses"}`,
  moment: ({ n, batch, sample, version }) =>
    `after event ${n}` +
    (batch === undefined ? "" : `: batch ${batch}`) +
    (sample === undefined ? "" : `, sample ${sample}`) +
    (version === undefined ? "" : `; weights of version ${version}`),
  together: togetherNotes.en,
  hidesBackward: "error signals flow back over the same edges; their arrows are left out",
  hidesWeights: "too many edges for their numbers: the thicker an edge, the greater its |w|",
  legend: { forward: "solid: activations flow down", backward: "dashed: error signals flow back up" },
  input: "input",
  loss: "loss",
  gain: "gain",
  neurons: (count) => `${count} neurons`,
  synapses: (count) => `${count} ${count === 1 ? "synapse" : "synapses"}`,
};

const zh: GraphWords = {
  network: (neurons, synapses) => `${neurons} 个神经元，${synapses} 个突触`,
  moment: ({ n, batch, sample, version }) =>
    `事件 ${n} 之后` +
    (batch === undefined ? "" : `：第 ${batch} 批`) +
    (sample === undefined ? "" : `，样本 ${sample}`) +
    (version === undefined ? "" : `；第 ${version} 版权值`),
  together: togetherNotes.zh,
  hidesBackward: "误差信号沿同样的连线返回，其箭头从略",
  hidesWeights: "连线太多，不标数值：线越粗，|w| 越大",
  legend: { forward: "实线：激活值流向下游", backward: "虚线：误差信号流回上游" },
  input: "输入",
  loss: "损失",
  gain: "增益",
  neurons: (count) => `${count} 个神经元`,
  synapses: (count) => `${count} 个突触`,
};

export const graphWords: Readonly<Record<Language, GraphWords>> = { en, zh };
