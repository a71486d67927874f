import type { TraceLevel } from "../../trace/header.ts";
import type { Language } from "../language.ts";

/** What the path view says. */
export interface PathsWords {
  readonly title: (weight: string) => string;
  readonly noSynapse: string;
  readonly instead: (from: string, to: string) => string;
  /** Which pass the numbers are of. */
  readonly pass: (batch: number, sample: number, samples: number) => string;
  readonly formula: (term: string) => string;
  readonly legend: string;
  readonly feedback: string;
  readonly missing: (why: "level" | "left out" | "not yet", level: TraceLevel) => string;
  readonly noPath: string;
  readonly product: string;
  readonly path: string;
  readonly elided: (neurons: number) => string;
  readonly others: (count: string, isOne: "one" | "many") => string;
  readonly sum: (count: string, isOne: "one" | "many", sample: number) => string;
  readonly ofSample: (sample: number) => string;
  readonly moreSamples: (count: number) => string;
  readonly mean: (samples: number) => string;
  readonly gradient: (neuron: string) => string;
  readonly agrees: string;
  readonly differs: (difference: string) => string;
  readonly early: string;
  readonly notAdded: (samples: number, told: number) => string;
  readonly multiplications: string;
  readonly walking: string;
  readonly backpropagation: string;
  readonly thisWeight: string;
  readonly allWeights: (count: string) => string;
  readonly count: (paths: string, isOne: "one" | "many") => string;
  /** How the numbers of multiplications come about, sentence by sentence. */
  readonly why: (enters: "activation" | "pre-activation", synapses: string) => readonly string[];
  readonly positive: string;
  readonly negative: string;
  readonly widths: string;
  readonly moreNeurons: (count: number) => string;
  readonly notDrawn: string;
  readonly drawn: (drawn: number, listed: number) => string;
}

const english: PathsWords = {
  title: (weight) => `Paths from the weight ${weight} to the loss`,
  noSynapse: "This network has no synapse, and so no path.",
  instead: (from, to) => `No synapse leads from ${from} to ${to}; another weight is shown.`,
  pass: (batch, sample, samples) =>
    `batch ${batch}, sample ${sample}${samples > 1 ? ` of ${samples}` : ""}, with the weights of its pass, before its commit`,
  formula: (term) => `∂L/∂w = a · Σ over all paths of Π (gain · weight) · ${term}`,
  legend:
    "in brackets: a of the source, then the gain of each neuron, then what the loss tells; in arrows: weights",
  feedback: "Weights are those that error signals meet: the feedback weights.",
  missing: (why, level) =>
    ({
      level: `The factors are not recorded at level ${level}.`,
      "left out": "The factors are not recorded: the trace, or the selection, leaves some of them out.",
      "not yet": "The factors are not computed yet: no pass has come to the loss and back.",
    })[why],
  noPath: "No path leads from this weight to the loss: its gradient is 0.",
  product: "product",
  path: "path",
  elided: (neurons) => `… ${neurons} neurons …`,
  others: (count, isOne) => `… and ${count} more ${isOne === "one" ? "path" : "paths"}`,
  sum: (count, isOne, sample) =>
    `sum over ${isOne === "one" ? "the one path" : `all ${count} paths`}: ∂L/∂w of sample ${sample}`,
  ofSample: (sample) => `the same sum for sample ${sample}`,
  moreSamples: (count) => `… and so on for ${count} more samples`,
  mean: (samples) => `mean of the sums over all ${samples} samples: ∂C/∂w`,
  gradient: (neuron) => `gradient in the trace: ∂C/∂w of ${neuron}`,
  agrees: "equal but for rounding",
  differs: (difference) => `they differ by ${difference}`,
  early: "error signals met weights that had been committed already",
  notAdded: (samples, told) =>
    told < samples
      ? `the trace's gradient is the mean over ${samples} samples, of which ${told} are told`
      : `the trace's gradient is the mean over ${samples} samples, too many to add all paths up here`,
  multiplications: "multiplications",
  walking: "walking every path",
  backpropagation: "backpropagation",
  thisWeight: "for this weight",
  allWeights: (count) => `for all ${count} weights`,
  count: (paths, isOne) => (isOne === "one" ? "1 path" : `${paths} paths`),
  why: (enters, synapses) => [
    enters === "activation"
      ? "A path through n synapses behind its weight has n weights, n + 1 gains, a, and ∂L/∂a: 2n + 2 multiplications."
      : "A path through n synapses behind its weight has n weights, n gains (σ' of the output has cancelled in ∂L/∂z), a, and ∂L/∂z: 2n + 1 multiplications.",
    "Backpropagation adds up what meets at a neuron before it goes on: one multiplication for each synapse behind (w·δ), " +
      "one for each gain, and one for each weight (a·δ). The sum over all paths is found by this very recursion, not by " +
      "walking them.",
    `Both need the forward pass first: one multiplication for each of the ${synapses} synapses.`,
  ],
  positive: "product > 0",
  negative: "product < 0",
  widths: "the larger |product|, the wider",
  moreNeurons: (count) => `+ ${count} more`,
  notDrawn: "The network has too many layers to be drawn here; its largest paths are listed.",
  drawn: (drawn, listed) => `${drawn} of the ${listed} listed paths are drawn, the largest`,
};

const chinese: PathsWords = {
  title: (weight) => `从权值 ${weight} 到损失的路径`,
  noSynapse: "这个网络没有突触，因此没有路径。",
  instead: (from, to) => `没有从 ${from} 到 ${to} 的突触；这里显示另一个权值。`,
  pass: (batch, sample, samples) =>
    `第 ${batch} 批，样本 ${sample}${samples > 1 ? `（共 ${samples} 个）` : ""}，使用这次传播的权值，即更新之前的权值`,
  formula: (term) => `∂L/∂w = a · 对所有路径求和 Π (增益 · 权值) · ${term}`,
  legend: "括号内：源的 a，然后是每个神经元的增益，最后是损失函数给出的值；箭头内：权值",
  feedback: "权值为误差信号所遇到的权值，即反馈权值。",
  missing: (why, level) =>
    ({
      level: `在 ${level} 级别下没有记录这些因子。`,
      "left out": "没有记录这些因子：运行记录或所选部分略去了其中一些。",
      "not yet": "这些因子尚未计算：还没有一次传播到达损失并返回。",
    })[why],
  noPath: "没有路径从这个权值通向损失：它的梯度为 0。",
  product: "乘积",
  path: "路径",
  elided: (neurons) => `… ${neurons} 个神经元 …`,
  others: (count) => `… 另有 ${count} 条路径`,
  sum: (count, isOne, sample) =>
    `${isOne === "one" ? "唯一一条路径" : `全部 ${count} 条路径`}之和：样本 ${sample} 的 ∂L/∂w`,
  ofSample: (sample) => `样本 ${sample} 的同一总和`,
  moreSamples: (count) => `… 另有 ${count} 个样本，依此类推`,
  mean: (samples) => `全部 ${samples} 个样本总和的平均值：∂C/∂w`,
  gradient: (neuron) => `运行记录中的梯度：${neuron} 的 ∂C/∂w`,
  agrees: "除舍入外相等",
  differs: (difference) => `两者相差 ${difference}`,
  early: "误差信号遇到的是已经更新的权值",
  notAdded: (samples, told) =>
    told < samples
      ? `运行记录中的梯度是 ${samples} 个样本的平均值，而这里只记录了 ${told} 个`
      : `运行记录中的梯度是 ${samples} 个样本的平均值，样本太多，这里不全部求和`,
  multiplications: "乘法次数",
  walking: "走遍所有路径",
  backpropagation: "反向传播",
  thisWeight: "求这一个权值",
  allWeights: (count) => `求全部 ${count} 个权值`,
  count: (paths) => `${paths} 条路径`,
  why: (enters, synapses) => [
    enters === "activation"
      ? "权值之后经过 n 个突触的路径有 n 个权值、n + 1 个增益、a 和 ∂L/∂a：共 2n + 2 次乘法。"
      : "权值之后经过 n 个突触的路径有 n 个权值、n 个增益（输出的 σ' 已在 ∂L/∂z 中约去）、a 和 ∂L/∂z：共 2n + 1 次乘法。",
    "反向传播先把在一个神经元会合的值相加，再继续：其后每个突触一次乘法（w·δ），每个增益一次，每个权值一次（a·δ）。" +
      "所有路径之和正是由这一递推求得，而不是逐条走过。",
    `两者都要先做正向传播：${synapses} 个突触各一次乘法。`,
  ],
  positive: "乘积 > 0",
  negative: "乘积 < 0",
  widths: "|乘积| 越大线越宽",
  moreNeurons: (count) => `另有 ${count} 个`,
  notDrawn: "网络的层数太多，无法画出；下面列出最大的路径。",
  drawn: (drawn, listed) => `画出所列 ${listed} 条路径中最大的 ${drawn} 条`,
};

export function pathsWords(language: Language = "en"): PathsWords {
  return language === "en" ? english : chinese;
}
