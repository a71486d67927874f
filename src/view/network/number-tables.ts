import { alignNumbers, formatNumber } from "../number-text.ts";
import { drawTable } from "../terminal/table.ts";
import { truncate, widthOf } from "../terminal/text-width.ts";
import { wrapLine } from "../terminal/wrap.ts";
import type { Sheet } from "./text-sheet.ts";

/** More rows are not read: those with the largest numbers are shown. */
const mostRows = 32;
const nameWidth = 24;

type Values = readonly (number | undefined)[];

/** The numbers of each neuron: those of the way down, or those of the way back. */
export function neuronTable(sheet: Sheet): string[] {
  const { layout, mode, numbers, texts, words, chosen } = sheet;
  const nodes = layout.nodes.flatMap(({ id, shows }, node) =>
    shows === "group" || chosen?.has(id) === false ? [] : [node],
  );
  const read = (name: string) => (node: number) => numbers.get(`${name}/${node}`);
  const [symbol, key] = mode === "forward" ? (["a", "a"] as const) : (["δ", "delta"] as const);
  const sizeOf = (node: number): number | undefined =>
    numbers.get(`${key}/${node}`) ?? numbers.get(`x/${node}`);
  const shown = largest(nodes, sizeOf);
  const columns: [string, (node: number) => number | undefined][] =
    mode === "forward"
      ? [
          ["b", read("bias")],
          ["z", read("z")],
          ["a", (node) => numbers.get(`a/${node}`) ?? numbers.get(`x/${node}`)],
          ["t", read("target")],
        ]
      : [
          [[...texts].find(([slot]) => slot.startsWith("enters/"))?.[1] ?? "∂L/∂a", read("told")],
          ["Σ", read("sum")],
          ["σ'", read("gain")],
          ["δ", read("delta")],
        ];
  const names = shown.map((node) => truncate(layout.nodes[node]?.id ?? "", nameWidth));
  const note =
    shown.length < nodes.length ? [words.shown(shown.length, nodes.length, "neurons", `|${symbol}|`)] : [];
  return table(
    sheet,
    words.neuron,
    names,
    columns.map(([name, of]) => [name, shown.map(of)]),
    note,
  );
}

/** Over each synapse what came down and what came back, and the gradient that they make. */
export function synapseTable(sheet: Sheet): string[] {
  const { layout, numbers, words, chosen } = sheet;
  const idOf = (node: number): string => layout.nodes[node]?.id ?? "";
  const links = layout.links.flatMap(({ from, to, shows }, link) =>
    shows === "synapse" && (chosen === undefined || chosen.has(idOf(from)) || chosen.has(idOf(to)))
      ? [link]
      : [],
  );
  const read = (name: string) => (link: number) => numbers.get(`${name}/${link}`);
  const shown = largest(links, read("gradient"));
  const names = shown.map((link) => {
    const { from = 0, to = 0 } = layout.links[link] ?? {};
    return `${truncate(idOf(from), nameWidth / 2)} → ${truncate(idOf(to), nameWidth / 2)}`;
  });
  const deltaOf = (link: number): number | undefined => numbers.get(`delta/${layout.links[link]?.to ?? -1}`);
  const hasFeedback = shown.some((link) => numbers.get(`feedback/${link}`) !== numbers.get(`weight/${link}`));
  const hasBatch = shown.some((link) => {
    const mean = numbers.get(`batchGradient/${link}`);
    return mean !== undefined && mean !== numbers.get(`gradient/${link}`);
  });
  const columns: [string, Values][] = [
    ["w", shown.map(read("weight"))],
    ...(hasFeedback ? [["w′", shown.map(read("feedback"))] as [string, Values]] : []),
    ["a ↓", shown.map(read("value"))],
    ["δ ↑", shown.map(deltaOf)],
    ["a·δ", shown.map(read("gradient"))],
    ...(hasBatch ? [["∂C/∂w", shown.map(read("batchGradient"))] as [string, Values]] : []),
  ];
  const note = [
    ...(shown.length < links.length ? [words.shown(shown.length, links.length, "synapses", "|a·δ|")] : []),
    ...(hasFeedback ? [words.legend.feedback.replace("w◂w′: ", "w′: ")] : []),
    ...(hasBatch ? [words.legend.batchGradient] : []),
  ];
  return table(sheet, words.synapse, names, columns, note);
}

/** All of a few; of many those furthest from 0, in their order. */
function largest(items: readonly number[], sizeOf: (item: number) => number | undefined): readonly number[] {
  if (items.length <= mostRows) return items;
  const sizes = new Map(items.map((item) => [item, Math.abs(sizeOf(item) ?? 0)]));
  const sorted = items.toSorted((one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0));
  return sorted.slice(0, mostRows).sort((one, other) => one - other);
}

/** Columns of numbers beside names; what is not computed yet, or not told, is "·". */
function table(
  { columns: width, paint }: Sheet,
  heading: string,
  names: readonly string[],
  columns: readonly (readonly [string, Values])[],
  notes: readonly string[],
): string[] {
  const heads = columns.map(([name]) => name);
  const room = width - Math.max(...[heading, ...names].map(widthOf));
  const cells = fitColumns(
    columns.map(([, values]) => values),
    heads,
    room,
  );
  const rows = names.map((name, row) => [name, ...cells.map((column) => column[row] ?? "")]);
  return [
    ...drawTable([heading, ...heads], rows, { columns: width, paint }),
    ...notes.flatMap((note) => wrapLine(note, width)).map(paint.dim),
  ];
}

/** Columns whose points stand under each other; with fewer digits, and without that, where they would not fit. */
function fitColumns(columns: readonly Values[], heads: readonly string[], room: number): string[][] {
  const tries = [
    (values: readonly number[]) => alignNumbers(values),
    ...[4, 3, 2, 1].map(
      (digits) => (values: readonly number[]) => values.map((value) => formatNumber(value, digits)),
    ),
  ];
  let cells: string[][] = [];
  for (const write of tries) {
    cells = columns.map((values) => {
      const known = write(values.filter((value) => value !== undefined));
      let next = 0;
      return values.map((value) => (value === undefined ? "·" : (known[next++] ?? "")));
    });
    const widths = cells.map((column, i) => Math.max(...[heads[i] ?? "", ...column].map(widthOf)) + 2);
    if (widths.reduce((sum, width) => sum + width, 0) <= room) break;
  }
  return cells;
}
