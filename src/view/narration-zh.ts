import { productsOf } from "../trace/event.ts";
import { formatNumber } from "./number-text.ts";
import { deltaTerms, firstOf, mostNamed, namedEntries, type Narrator } from "./narrator.ts";
import { wordsIn } from "./terms.ts";

const word = wordsIn("zh-Hans");

/** Simplified Chinese, in the words of the glossary. */
export const chinese: Narrator = {
  sentences: {
    train: ({ settings }) => {
      const { epochs, batchSize, microBatch, optimizer } = settings;
      const parts = microBatch < batchSize ? `，每${word.microBatch} ${microBatch} 个` : "";
      return `训练开始：${epochs} ${word.epoch}，每${word.batch} ${batchSize} 个${word.sample}${parts}，${word.optimizer} ${optimizer.name}`;
    },
    batch: ({ batch, rows, microBatches }) => {
      const parts = microBatches.length > 1 ? `，分为 ${microBatches.length} 个${word.microBatch}` : "";
      return `${word.coordinator}开始第 ${batch} ${word.batch}：${rows.length} 个${word.sample}${parts}`;
    },
    action: ({ stage, action, microBatch, batch, start, t, weightVersion }) => {
      const time = `${formatNumber(start)} 至 ${formatNumber(t)}`;
      const what = `阶段 ${stage} 执行第 ${batch} ${word.batch}的 ${stage}${action}${microBatch}（时刻 ${time}）`;
      if (weightVersion === undefined) return what;
      return action === "F"
        ? `${what}，使用第 ${weightVersion} 版${word.weight}`
        : `${what}，其${word.errorSignal}指明第 ${weightVersion} 版${word.weight}`;
    },
    feed: (event) =>
      `${event.neuron} 得到${word.input} x = ${firstOf(event.values)}，并向下游发送${more(event)}`,
    deliver: (event) => {
      const { from, to, values, weight, direction } = event;
      const product = `乘以${word.weight} w = ${formatNumber(weight)}：${firstOf(productsOf(event))}${more(event)}`;
      return direction === "forward"
        ? `${to} 收到 ${from} 的${word.activation} a = ${firstOf(values)}，${product}`
        : `${from} 把${word.errorSignal} δ = ${firstOf(values)} 向上游发给 ${to}；${to} 将其${product}`;
    },
    activate: (event) => {
      const { neuron, bias, z, a, gain } = event;
      const sum = `z = ${formatNumber(bias)} + Σ w·a = ${firstOf(z)}`;
      const kept = `${word.gain} σ'(z) = ${firstOf(gain)} 留待${word.backwardPass}时使用`;
      return `${neuron} 的${word.input}已到齐：${sum}，${word.activation} a = σ(z) = ${firstOf(a)}，${kept}${more(event)}`;
    },
    loss: (event) =>
      `${word.lossFunction}已收到 ${named(event.outputs)} 的${word.output}：L = ${firstOf(event.losses)}${more(event)}`,
    error: (event) => {
      const { to, enters, targets, values } = event;
      const target = targets.length === 0 ? "" : `（${word.target} ${firstOf(targets)}）`;
      const name = enters === "activation" ? "∂L/∂a" : "∂L/∂z";
      return `${word.lossFunction}告诉 ${to}：${name} = ${firstOf(values)}${target}${more(event)}`;
    },
    delta: (event) => {
      const terms = deltaTerms(event, word);
      const delta = `δ = ${terms === undefined ? "" : `${terms} = `}${firstOf(event.delta)}`;
      const gain = terms === undefined ? `（${word.gain} ${firstOf(event.gain)}）` : "";
      return `${event.neuron} 的${word.errorSignal}已到齐：${delta}${gain}${more(event)}`;
    },
    gradient: ({ neuron, from, weights, bias }) =>
      `${neuron} 把两次传播的结果相乘，得到${word.gradient}：∂C/∂w = ${row(from, weights)}；∂C/∂b = ${formatNumber(bias)}`,
    commit: ({ neuron, from, weights, bias, weightVersion }) =>
      `${neuron} 更新到第 ${weightVersion} 版${word.weight}：w = ${row(from, weights)}；b = ${formatNumber(bias)}`,
    population: ({ population, task, norm, gain }) => {
      const kept = gain === undefined ? "" : `，平均${word.gain} ${formatNumber(gain)}`;
      return `${population} 的全部${word.neuron}${tasks[task]}的${word.norm} ${formatNumber(norm)}${kept}`;
    },
    end: ({ outcome }) => `记录结束：${outcome === "complete" ? "完整" : outcome}`,
  },
  phases: {
    start: "开始：本次运行的设定",
    forward: `${word.forwardPass}：${word.activation}流向下游`,
    loss: `${word.lossFunction}：信号在此掉头`,
    backward: `${word.backwardPass}：${word.errorSignal}流回上游`,
    gradient: `${word.gradient}：正向所得乘以反向所得`,
    commit: `${word.commit}：每个${word.neuron}修改自己的${word.weight}`,
    end: "记录结束",
  },
  words: {
    batch: (number) => `第 ${number} ${word.batch}`,
    microBatch: (number) => `第 ${number} ${word.microBatch}`,
    firstOf: (samples) => `${samples} 个${word.sample}中的第一个`,
    others: (count) => `……另有 ${count} 个`,
    bias: word.bias,
    loss: word.loss,
    target: word.target,
    sum: word.sum,
    gain: word.gain,
    version: (number) => `第 ${number} 版`,
  },
};

const tasks = {
  forward: `完成${word.forwardPass}：${word.activation}`,
  backward: `完成${word.backwardPass}：${word.errorSignal}`,
  gradient: `算出${word.gradient}：${word.gradient}`,
  commit: `完成${word.commit}：${word.weight}和${word.bias}`,
} as const;

function named(outputs: readonly string[]): string {
  const shown = outputs.length > mostNamed + 1 ? outputs.slice(0, mostNamed) : outputs;
  return shown.join("、") + (shown.length < outputs.length ? ` 等 ${outputs.length} 个` : "");
}

function more({ samples }: { readonly samples: readonly number[] }): string {
  return samples.length < 2 ? "" : `（另有 ${samples.length - 1} 个${word.sample}）`;
}

function row(from: readonly string[], values: readonly number[]): string {
  const { entries, others } = namedEntries(from, values);
  const named = entries.map(({ id, value }) => `${value}（来自 ${id}）`);
  return [...named, ...(others > 0 ? [`……（另有 ${others} 个）`] : [])].join("、");
}
