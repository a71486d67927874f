import type { Together } from "../groups/neuron-groups.ts";
import type { Language } from "../language.ts";
import type { GanttTask } from "./gantt-grid.ts";
import type { WaitsFor } from "./gantt-counts.ts";

/** What a pipeline chart says. */
export interface GanttWords {
  readonly title: string;
  /** The title with the batches and ticks that are counted. */
  readonly heading: (batches: readonly number[], from: number, to: number) => string;
  readonly nothing: string;
  readonly stage: string;
  readonly loss: string;
  readonly batch: (number: number) => string;
  readonly tick: string;
  /** What a stage is, where it is not a population. */
  readonly together: Readonly<Record<Together, string | undefined>>;
  readonly tasks: Readonly<Record<GanttTask, string>>;
  readonly commit: string;
  /** The signs, each with what it says, and what the numbers are. */
  readonly legend: (signs: readonly string[]) => string;
  readonly shown: (from: number, to: number, ticks: number) => string;
  readonly utilisation: string;
  /** Over a column of ticks, and as the end of a sentence. */
  readonly waits: Readonly<Record<WaitsFor, readonly [heading: string, phrase: string]>>;
  readonly bubble: (share: string, idle: number, total: number) => string;
  readonly convention: string;
  readonly several: (count: number) => string;
  readonly waitsLongest: (name: string, ticks: number, of: number, most: number, what: string) => string;
  /** Where the trace does not tell who works when. */
  readonly untold: string;
  readonly description: (stages: number, ticks: number, finding: string) => string;
}

const en: GanttWords = {
  title: "Pipeline chart",
  heading: (batches, from, to) =>
    `Pipeline chart: ${batches.length === 1 ? "batch" : "batches"} ${rangeOf(batches)}, ticks ${from} to ${to}`,
  nothing: "nothing to show: no stage does anything in this part of the trace",
  stage: "stage",
  loss: "loss",
  batch: (number) => `batch ${number}`,
  tick: "tick",
  together: {
    neuron: undefined,
    population: undefined,
    depth: "A stage here is all populations at one depth.",
    depths: "A stage here is all populations at several neighbouring depths.",
  },
  tasks: {
    given: "input given",
    forward: "forward: activations",
    loss: "loss: the stream turns round",
    backward: "backward: error signals",
    gradient: "weight gradients of the batch",
  },
  commit: "commit, at the end of its tick",
  legend: (signs) => `${signs.join(" · ")} · blank: bubble. The number is that of the micro-batch.`,
  shown: (from, to, ticks) =>
    `Drawn: ticks ${from} to ${to} of ${ticks}. The figures are those of all ${ticks} ticks.`,
  utilisation: "utilisation",
  waits: {
    activations: ["awaits activations", "for activations"],
    errorSignals: ["awaits error signals", "for error signals"],
    coordinator: ["awaits the batch", "for the rest of the batch"],
    end: ["done", "with nothing left to do"],
  },
  bubble: (share, idle, total) => `Bubble of total: ${share} (${idle} of ${total} stage-ticks are idle)`,
  convention:
    "That is idle ÷ (stages × ticks); inputs and the loss are not counted, and a commit is no work.",
  several: (count) =>
    `In ${count} stage-tick${count === 1 ? "" : "s"} a stage does several tasks at once: so far nothing limits it to one.`,
  waitsLongest: (name, ticks, of, most, what) =>
    `${name} waits longest: ${ticks} of ${of} ticks, ${most} of them ${what}.`,
  untold:
    "A trace of level commit does not tell when neurons compute: what is blank may be work, and who waits is not counted",
  description: (stages, ticks, finding) =>
    `Rows are ${stages === 1 ? "1 stage" : `${stages} stages`}, columns ${ticks} ticks of time. ` +
    `A cell tells the task (F forward, B backward, W weight gradients) and the number of the micro-batch; ` +
    `blank cells are idle, thick lines commits. ${finding}.`,
};

const zh: GanttWords = {
  title: "流水线图",
  heading: (batches, from, to) => `流水线图：第 ${rangeOf(batches)} 批，时刻 ${from} 至 ${to}`,
  nothing: "无可显示：这部分运行记录中没有任何阶段在工作",
  stage: "阶段",
  loss: "损失",
  batch: (number) => `第 ${number} 批`,
  tick: "时刻",
  together: {
    neuron: undefined,
    population: undefined,
    depth: "此处一个阶段是同一深度的全部神经元群。",
    depths: "此处一个阶段是相邻若干深度的全部神经元群。",
  },
  tasks: {
    given: "得到输入",
    forward: "正向：激活值",
    loss: "损失：信号在此掉头",
    backward: "反向：误差信号",
    gradient: "整批的权值梯度",
  },
  commit: "更新，在该时刻末尾",
  legend: (signs) => `${signs.join(" · ")} · 空白：气泡。数字是微批的编号。`,
  shown: (from, to, ticks) =>
    `图中为全部 ${ticks} 个时刻中的 ${from} 至 ${to}；各项数值按全部 ${ticks} 个时刻计算。`,
  utilisation: "利用率",
  waits: {
    activations: ["等激活值", "是等激活值"],
    errorSignals: ["等误差信号", "是等误差信号"],
    coordinator: ["等批的其余", "是等批的其余部分"],
    end: ["已完成", "已无事可做"],
  },
  bubble: (share, idle, total) => `气泡占总量：${share}（${total} 个阶段时刻中有 ${idle} 个空闲）`,
  convention: "即空闲 ÷（阶段数 × 时刻数）；输入与损失不计入，更新不算工作。",
  several: (count) => `有 ${count} 个阶段时刻同时做多项任务：目前没有任何限制。`,
  waitsLongest: (name, ticks, of, most, what) =>
    `${name} 等待最久：${of} 个时刻中的 ${ticks} 个，其中 ${most} 个${what}。`,
  untold: "commit 级别的运行记录不说明神经元何时计算：空白处也可能在工作，等待不作统计",
  description: (stages, ticks, finding) =>
    `行是 ${stages} 个阶段，列是 ${ticks} 个时刻。单元格写明任务（F 正向，B 反向，W 权值梯度）与微批编号；` +
    `空白为空闲，粗线为更新。${finding}。`,
};

export const ganttWords: Readonly<Record<Language, GanttWords>> = { en, zh };

function rangeOf(batches: readonly number[]): string {
  const [first, last] = [batches[0] ?? 0, batches.at(-1) ?? 0];
  return first === last ? String(first) : `${first}–${last}`;
}
