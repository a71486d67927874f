import { formatNumber } from "../number-text.ts";
import { drawTable } from "../terminal/table.ts";
import { truncate } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { Sheet } from "./text-sheet.ts";
import { neuronTable } from "./number-tables.ts";
import { sceneWordsOf } from "./scene-words.ts";
import { mostLargest } from "./top-list.ts";

const nameWidth = 20;

type Way = "a" | "delta";

/** Of a large network each group in a few numbers and its largest neurons, and the neurons that were chosen. */
export function groupTables(sheet: Sheet): string[] {
  const ways: readonly Way[] = {
    forward: ["a" as const],
    reversed: ["delta" as const],
    overlay: ["a", "delta"] as const,
  }[sheet.mode];
  const { layout, mode, chosen } = sheet;
  const lists = mode === "overlay" ? (["delta", "gradient"] as const) : undefined;
  const isDrawn =
    chosen !== undefined && layout.nodes.some(({ id, shows }) => shows === "neuron" && chosen.has(id));
  return ways.flatMap((way, i) => [
    ...(i === 0 ? [] : [""]),
    ...groupTable(sheet, way),
    ...(isDrawn ? ["", ...neuronTable({ ...sheet, mode: way === "a" ? "forward" : "reversed" })] : []),
    ...listLines(sheet, way === "delta" ? (lists ?? [way]) : [way]),
  ]);
}

function groupTable({ layout, numbers, language, columns, paint }: Sheet, way: Way): string[] {
  const words = sceneWordsOf(language);
  const groups = layout.nodes.flatMap(({ shows }, node) => (shows === "group" ? [node] : []));
  const symbol = way === "a" ? "a" : "δ";
  const norm: [string, string] = [`‖${symbol}‖`, `norm-${way}`];
  const range: [string, string][] = [
    [words.mean, `mean-${way}`],
    [words.least, `least-${way}`],
    [words.most, `most-${way}`],
  ];
  const gain: [string, string] = [words.meanGain, "mean-gain"];
  const slots = [norm, ...(layout.tells === "norms" ? [] : range), gain];
  const rows = groups.map((node) => [
    truncate(layout.nodes[node]?.id ?? "", nameWidth),
    String(layout.nodes[node]?.neurons ?? 0),
    ...slots.map(([, slot]) => numberText(numbers.get(`${slot}/${node}`))),
  ]);
  return drawTable([words.group, words.count, ...slots.map(([name]) => name)], rows, { columns, paint });
}

/** The neurons of each group, and the synapses of each chosen neuron, that say the most. */
function listLines(sheet: Sheet, lists: readonly string[]): string[] {
  const { layout, language, columns } = sheet;
  const words = sceneWordsOf(language);
  const lines = layout.nodes.flatMap(({ id, shows, isInput }, node) =>
    lists.flatMap((list) => {
      const entries = entriesOf(sheet, list, node);
      if (entries.length === 0) return [];
      const symbol = list === "a" ? (isInput ? "x" : "a") : "δ";
      const title =
        shows === "group"
          ? words.largest(symbol)
          : words.strongest(list === "gradient" ? "a·δ" : `w·${symbol}`);
      const [first = "", ...others] = wrapLine(
        `${truncate(id, nameWidth)}  ${title}: ${entries.join("  ")}`,
        columns,
        4,
      );
      return [first, ...others];
    }),
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

function entriesOf({ texts }: Sheet, list: string, node: number): string[] {
  const entries: string[] = [];
  for (let i = 0; i < mostLargest; i++) {
    const [name, value] = [texts.get(`name-${list}-${i}/${node}`), texts.get(`top-${list}-${i}/${node}`)];
    if (name !== undefined && value !== undefined) entries.push(`${name} ${value}`);
  }
  return entries;
}

function numberText(value: number | undefined): string {
  return value === undefined ? "·" : formatNumber(value);
}
