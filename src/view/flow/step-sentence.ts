import type { Direction } from "../../message/message.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Language } from "../language.ts";
import { narrate } from "../narration.ts";
import type { NetworkLayout } from "../network/network-layout.ts";
import { truncate } from "../terminal/text-width.ts";
import type { FlowStep } from "./flow-steps.ts";

/** A sentence is cut here: names from files may be of any length. */
const mostColumns = 360;

/** Names in sentences on many events at once. */
const nameColumns = 24;

/** A plain sentence on a step, without a full stop: that of its event, or on all of its events together. */
export function stepSentence(step: FlowStep, layout: NetworkLayout, language: Language): string {
  const own = step.count === 1 ? undefined : sentenceOnMany(step, layout, words[language]);
  return truncate(own ?? narrate(step.event, language), mostColumns);
}

function sentenceOnMany({ event, count, nodes, links }: FlowStep, layout: NetworkLayout, own: Words) {
  const nameOf = (node: number | undefined): string =>
    truncate(layout.nodes[node ?? -1]?.id ?? "…", nameColumns);
  const [node] = nodes;
  const where = nodes.size === 1 ? nameOf(node) : undefined;
  if (event.kind !== "deliver") return own.sentences[event.kind]?.(count, where);
  const [link] = links;
  const { from, to } = layout.links[link ?? -1] ?? {};
  const sender = links.size === 1 ? nameOf(event.direction === "forward" ? from : to) : undefined;
  return own.arrive(count, event.direction, sender, where ?? "…");
}

type Sentence = (count: number, where: string | undefined) => string;

interface Words {
  /** `where`: the box in which all of them are; undefined where there are several. */
  readonly sentences: Readonly<Partial<Record<TraceEvent["kind"], Sentence>>>;
  readonly arrive: (count: number, direction: Direction, from: string | undefined, to: string) => string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    sentences: {
      feed: (count, where) => `${count} inputs${of(where)} are given their numbers and send them down`,
      activate: (count, where) =>
        `${count} neurons${of(where)} have all their inputs: each has z, a = σ(z), and its gain for the way back`,
      error: (count, where) => `the loss tells ${count} outputs${of(where)} how wrong they are`,
      delta: (count, where) =>
        `${count} neurons${of(where)} have all their error signals: each has δ = gain · sum`,
      gradient: (count, where) =>
        `${count} neurons${of(where)} multiply what both passes gave them: ∂C/∂w = a·δ for each synapse`,
      commit: (count, where) => `${count} neurons${of(where)} commit: each changes its own weights`,
    },
    arrive(count, direction, from, to) {
      const source = from === undefined ? "" : ` from ${from}`;
      return direction === "forward"
        ? `${to} hears ${count} activations${source}, and multiplies each by its weight`
        : `${to} hears ${count} error signals${source}, and multiplies each by its weight`;
    },
  },
  zh: {
    sentences: {
      feed: (count, where) => `${within(where)}${count} 个输入得到各自的数，并向下游发送`,
      activate: (count, where) =>
        `${within(where)}${count} 个神经元的输入已到齐：各自算出 z、激活值 a = σ(z)，并留下增益供反向传播使用`,
      error: (count, where) => `损失函数告诉${within(where)}${count} 个输出各自的误差`,
      delta: (count, where) => `${within(where)}${count} 个神经元的误差信号已到齐：各自算出 δ = 增益 · 总和`,
      gradient: (count, where) =>
        `${within(where)}${count} 个神经元把两次传播的结果相乘，得到每个突触的梯度 ∂C/∂w = a·δ`,
      commit: (count, where) => `${within(where)}${count} 个神经元更新各自的权值`,
    },
    arrive(count, direction, from, to) {
      const source = from === undefined ? "" : `来自 ${from} 的 `;
      return `${to} 收到${source}${count} 个${direction === "forward" ? "激活值" : "误差信号"}，各自乘以权值`;
    },
  },
};

function of(where: string | undefined): string {
  return where === undefined ? "" : ` of ${where}`;
}

function within(where: string | undefined): string {
  return where === undefined ? "" : `${where} 的 `;
}
