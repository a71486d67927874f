import { formatNumber } from "./number-text.ts";
import { firstOf, namedEntries, type Narrator, signed } from "./narrator.ts";

/** Simplified Chinese, in the usual terms of the field. */
export const chinese: Narrator = {
  sentences: {
    feed: (event) => `${event.neuron} 得到输入 x = ${firstOf(event.values)}，并向下游发送${more(event)}`,
    deliver: (event) => {
      const { from, to, values, weight, products, direction } = event;
      const product = `乘以权值 w = ${formatNumber(weight)}：${firstOf(products)}${more(event)}`;
      return direction === "forward"
        ? `${to} 收到 ${from} 的激活值 a = ${firstOf(values)}，${product}`
        : `${from} 把误差信号 δ = ${firstOf(values)} 向上游发给 ${to}；${to} 将其${product}`;
    },
    activate: (event) => {
      const { neuron, bias, z, a, gain } = event;
      const sum = `z = ${formatNumber(bias)} + Σ w·a = ${firstOf(z)}`;
      const kept = `增益 σ'(z) = ${firstOf(gain)} 留待反向传播时使用`;
      return `${neuron} 的输入已到齐：${sum}，激活值 a = σ(z) = ${firstOf(a)}，${kept}${more(event)}`;
    },
    loss: (event) => {
      const { to, enters, targets, values } = event;
      const target = targets.length === 0 ? "" : `（目标值 ${firstOf(targets)}）`;
      const name = enters === "activation" ? "∂L/∂a" : "∂L/∂z";
      return `损失函数告诉 ${to}：${name} = ${firstOf(values)}${target}${more(event)}`;
    },
    delta: (event) => {
      const { neuron, sum, gain, added, delta } = event;
      const product = `增益 · 总和 = ${firstOf(gain)} · ${firstOf(sum)}`;
      const parts =
        added.length === 0
          ? product
          : sum.every((value) => value === 0)
            ? "∂L/∂z"
            : `增益 · 总和 + ∂L/∂z = ${firstOf(gain)} · ${firstOf(sum)} ${signed(added)}`;
      return `${neuron}：误差信号 δ = ${parts} = ${firstOf(delta)}${more(event)}`;
    },
    gradient: ({ neuron, from, weights, bias }) =>
      `${neuron} 把两次传播的结果相乘，得到梯度：∂C/∂w = ${row(from, weights)}；∂C/∂b = ${formatNumber(bias)}`,
    commit: ({ neuron, from, weights, bias, weightVersion }) =>
      `${neuron} 更新到第 ${weightVersion} 版权值：w = ${row(from, weights)}；b = ${formatNumber(bias)}`,
  },
  phases: {
    forward: "正向传播：激活值流向下游",
    loss: "损失函数：信号在此掉头",
    backward: "反向传播：误差信号流回上游",
    gradient: "梯度：正向所得乘以反向所得",
    commit: "更新：每个神经元修改自己的权值",
  },
  words: {
    batch: (number) => `第 ${number} 批`,
    microBatch: (number) => `第 ${number} 微批`,
    firstOf: (samples) => `${samples} 个样本中的第一个`,
    others: (count) => `……另有 ${count} 个`,
    bias: "偏置",
    loss: "损失",
    target: "目标值",
    sum: "总和",
    gain: "增益",
    version: (number) => `第 ${number} 版`,
  },
};

function more({ samples }: { readonly samples: readonly number[] }): string {
  return samples.length < 2 ? "" : `（另有 ${samples.length - 1} 个样本）`;
}

function row(from: readonly string[], values: readonly number[]): string {
  const { entries, others } = namedEntries(from, values);
  const named = entries.map(({ id, value }) => `${value}（来自 ${id}）`);
  return [...named, ...(others > 0 ? [`……（另有 ${others} 个）`] : [])].join("、");
}
