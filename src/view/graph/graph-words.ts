import type { Direction } from "../../message/message.ts";
import type { Language } from "../language.ts";
import type { Moment } from "./graph-values.ts";
import type { Together } from "./neuron-groups.ts";

/** What a graph says. */
export interface GraphWords {
  readonly network: (neurons: number, synapses: number) => string;
  /** After which event the numbers hold. */
  readonly moment: (moment: Moment) => string;
  readonly together: (together: Together, shown: number) => string | undefined;
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
  together: (together, shown) => {
    if (together === "neuron") return undefined;
    const by = {
      population: "by population",
      depth: "by depth",
      depths: "by neighbouring depths",
    }[together];
    if (shown === 0) return `neurons are put together ${by}`;
    const singles = shown === 1 ? "1 neuron by itself" : `${shown} neurons by themselves`;
    return `${singles}, the others put together ${by}`;
  },
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
  together: (together, shown) => {
    if (together === "neuron") return undefined;
    const by = { population: "神经元群", depth: "深度", depths: "相邻深度" }[together];
    return shown === 0 ? `神经元按${by}合并` : `${shown} 个神经元单独画出，其余按${by}合并`;
  },
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
