import type { Language } from "../language.ts";
import type { Together } from "./neuron-groups.ts";

/** By what neurons are put together, and how many are shown by themselves; nothing where all are. */
export type TogetherNote = (together: Together, shown: number) => string | undefined;

const en: TogetherNote = (together, shown) => {
  if (together === "neuron") return undefined;
  const by = {
    population: "by population",
    depth: "by depth",
    depths: "by neighbouring depths",
  }[together];
  if (shown === 0) return `neurons are put together ${by}`;
  const singles = shown === 1 ? "1 neuron by itself" : `${shown} neurons by themselves`;
  return `${singles}, the others put together ${by}`;
};

const zh: TogetherNote = (together, shown) => {
  if (together === "neuron") return undefined;
  const by = { population: "神经元群", depth: "深度", depths: "相邻深度" }[together];
  return shown === 0 ? `神经元按${by}合并` : `${shown} 个神经元单独画出，其余按${by}合并`;
};

export const togetherNotes: Readonly<Record<Language, TogetherNote>> = { en, zh };
