import { actionText } from "../../src/schedule/action.ts";
import type { Plan } from "../../src/schedule/plan.ts";

// A plan as one graph of texts, sorted by brute force: an oracle that knows nothing of ranks that run and wait.

/** `1F0` needs `0F0`; `0B0` needs `0F0` and one of `1B0` and `1I0`. Each need is the texts of which one will do. */
export function needsByText(text: string, stages: number): string[][] {
  const [, digits, kind, k] = /^(\d+)([FIBW])(\d+)$/.exec(text) ?? [];
  const s = Number(digits);
  const [own, back] = [[`${s}F${k ?? ""}`], [`${s + 1}B${k ?? ""}`, `${s + 1}I${k ?? ""}`]];
  if (kind === "F") return s === 0 ? [] : [[`${s - 1}F${k ?? ""}`]];
  if (kind === "W") return [[`${s}I${k ?? ""}`]];
  return s === stages - 1 ? [own] : [own, back];
}

/** The texts of a plan that can never be done: sweeps over everything until nothing changes. */
export function neverDone(plan: Plan): Set<string> {
  const lists = plan.ranks.map((actions) => actions.map(actionText));
  const done = new Set<string>();
  for (let before = -1; before !== done.size;) {
    before = done.size;
    for (const list of lists) {
      list.forEach((text, i) => {
        const isTurn = list.slice(0, i).every((earlier) => done.has(earlier));
        const isFed = needsByText(text, plan.stages).every((any) => any.some((each) => done.has(each)));
        if (isTurn && isFed) done.add(text);
      });
    }
  }
  return new Set(lists.flat().filter((text) => !done.has(text)));
}

/** Why a plan cannot be run: what it has too little or too much, or that it never ends; undefined if it can. */
export function whyNot(plan: Plan): "incomplete" | "deadlock" | undefined {
  const rankOf = new Map<string, number[]>();
  plan.ranks.forEach((actions, rank) => {
    for (const action of actions) {
      const text = actionText(action);
      rankOf.set(text, [...(rankOf.get(text) ?? []), rank]);
    }
  });
  let expected = 0;
  for (let s = 0; s < plan.stages; s++) {
    for (let k = 0; k < plan.microBatches; k++) {
      const of = (kind: string): number[] => rankOf.get(`${s}${kind}${k}`) ?? [];
      const [f, b, i, w] = [of("F"), of("B"), of("I"), of("W")];
      const isWhole =
        b.length === 1 ? i.length + w.length === 0 : b.length === 0 && i.length * w.length === 1;
      const isTogether = new Set([...f, ...b, ...i, ...w]).size === 1;
      if (f.length !== 1 || !isWhole || !isTogether) return "incomplete";
      expected += f.length + b.length + i.length + w.length;
    }
  }
  if (plan.ranks.flat().length !== expected) return "incomplete";
  return neverDone(plan).size > 0 ? "deadlock" : undefined;
}
