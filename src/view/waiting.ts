import type { Join } from "../trace/replay/join.ts";
import type { BatchState, Progress } from "../trace/replay/run-state.ts";
import type { Language } from "./language.ts";

/** How many of those that a neuron waits for are named. */
const mostNamed = 3;

/**
 * What a join waits for, as a sentence without a full stop: `h1 has 1 of 2 error signals, waiting for o2`; once all are in,
 * `h1 has 2 of 2 error signals`.
 */
export function waitingText(id: string, join: Join, language: Language): string {
  const { heard, of, waitingFor, direction } = join;
  const { has, messages, waits, others } = words[language];
  const count = has(id, heard, of, messages(direction, of));
  if (waitingFor.length === 0) return count;
  const shown = waitingFor.length > mostNamed + 1 ? waitingFor.slice(0, mostNamed) : waitingFor;
  const rest = waitingFor.length - shown.length;
  return waits(count, shown.join(language === "en" ? ", " : "、") + (rest > 0 ? others(rest) : ""));
}

/** The batch barrier: `batch 0: 7 of 10 samples are complete`; undefined where the trace does not tell. */
export function barrierText(batch: BatchState, language: Language): string | undefined {
  return batch.samples && words[language].barrier(batch.number, batch.samples);
}

interface Words {
  readonly messages: (direction: Join["direction"], of: number) => string;
  readonly has: (id: string, heard: number, of: number, messages: string) => string;
  readonly waits: (count: string, names: string) => string;
  readonly others: (count: number) => string;
  readonly barrier: (batch: number, samples: Progress) => string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    messages: (direction, of) =>
      `${direction === "forward" ? "activation" : "error signal"}${of === 1 ? "" : "s"}`,
    has: (id, heard, of, messages) => `${id} has ${heard} of ${of} ${messages}`,
    waits: (count, names) => `${count}, waiting for ${names}`,
    others: (count) => ` and ${count} more`,
    barrier: (batch, { done, of }) =>
      `batch ${batch}: ${done} of ${of} ${of === 1 ? "sample is" : "samples are"} complete`,
  },
  zh: {
    messages: (direction) => (direction === "forward" ? "激活值" : "误差信号"),
    has: (id, heard, of, messages) => `${id} 已收到 ${of} 个${messages}中的 ${heard} 个`,
    waits: (count, names) => `${count}，在等待 ${names}`,
    others: (count) => ` 等另外 ${count} 个`,
    barrier: (batch, { done, of }) => `批次 ${batch}：${of} 个样本中已完成 ${done} 个`,
  },
};
