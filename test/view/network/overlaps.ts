import { newPage } from "../browser.ts";

/** A rectangle in the page, in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Placed extends Box {
  readonly name: string;
  /** Number of the neuron, group or loss that it belongs to; −1 where it belongs to none. */
  readonly owner: number;
}

/** A picture as a browser draws it. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly Placed[];
  readonly boxes: readonly Placed[];
  /** Lines of links: SVG paths of M, H and C, and where their origin is. */
  readonly lines: readonly { readonly d: string; readonly x: number; readonly y: number }[];
}

export interface Looker {
  readonly look: (svg: string) => Promise<Drawn>;
  readonly close: () => Promise<void>;
}

export async function openLooker(): Promise<Looker> {
  const page = await newPage();
  return {
    async look(svg) {
      await page.setContent(`<!doctype html><body style="margin:0">${svg}`);
      return page.evaluate<Drawn>(reading);
    },
    close: () => page.close(),
  };
}

/** Runs in the page, in the language of pages. */
const reading = `(() => {
  const owners = Array.from(document.querySelectorAll("[data-node], .network-loss-node"));
  const place = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const name = (element.dataset.slot ?? "") + " " + JSON.stringify(element.textContent);
    return { name, left, top, right, bottom, owner: owners.indexOf(element.closest("[data-node], .network-loss-node")) };
  };
  const all = (selector) => Array.from(document.querySelectorAll(selector), place);
  const { width, height } = document.querySelector("svg").getBoundingClientRect();
  const origin = document.querySelector(".network-scene").getScreenCTM();
  const lines = Array.from(document.querySelectorAll(".network-scene path.network-link"), (line) => {
    const aside = /translate\\(0 (.+)\\)/.exec(line.getAttribute("transform") ?? "");
    return { d: line.getAttribute("d"), x: origin.e, y: origin.f + Number(aside?.[1] ?? 0) };
  });
  const boxes = all(".network-box, .network-amplifier, .network-loss").filter(({ owner }) => owner >= 0);
  return { width, height, texts: all("svg text"), boxes, lines };
})()`;

/** What is wrong with a picture: texts that meet, leave the picture or their box, or are crossed by a box or a line. */
export function faultsOf({ width, height, texts, boxes, lines }: Drawn): string[] {
  const faults: string[] = [];
  const sorted = texts.toSorted((one, other) => one.left - other.left);
  // The small amplifiers of groups are signs, no boxes.
  const large = boxes.filter(({ left, right }) => right - left > 60);
  sorted.forEach((text, i) => {
    if (text.left < 0 || text.top < 0 || text.right > width || text.bottom > height) {
      faults.push(`${text.name} leaves the picture`);
    }
    for (const other of sorted.slice(i + 1)) {
      if (other.left > text.right) break;
      if (meet(text, other)) faults.push(`${text.name} meets ${other.name}`);
    }
    for (const box of large) {
      if (box.owner !== text.owner) {
        if (meet(text, box)) faults.push(`${text.name} crosses a box`);
      } else if (text.left < box.left || text.right > box.right) faults.push(`${text.name} leaves its box`);
    }
  });
  return [...faults, ...crossedBy(lines, texts)];
}

function meet(one: Box, other: Box): boolean {
  const slack = 0.1;
  return (
    one.left < other.right - slack &&
    other.left < one.right - slack &&
    one.top < other.bottom - slack &&
    other.top < one.bottom - slack
  );
}

const cell = 32;

/** Points of every line, against the texts on a grid. */
function crossedBy(lines: Drawn["lines"], texts: readonly Placed[]): string[] {
  const grid = new Map<string, Placed[]>();
  const keyOf = (column: number, row: number): string => `${column}/${row}`;
  for (const text of texts) {
    for (let column = Math.floor(text.left / cell); column * cell <= text.right; column++) {
      for (let row = Math.floor(text.top / cell); row * cell <= text.bottom; row++) {
        const known = grid.get(keyOf(column, row));
        if (known === undefined) grid.set(keyOf(column, row), [text]);
        else known.push(text);
      }
    }
  }
  const crossed = new Set<string>();
  for (const { d, x: dx, y: dy } of lines) {
    for (const [px, py] of pointsOf(d)) {
      const [x, y] = [px + dx, py + dy];
      for (const { name, left, right, top, bottom } of grid.get(
        keyOf(Math.floor(x / cell), Math.floor(y / cell)),
      ) ?? []) {
        if (x > left && x < right && y > top && y < bottom) crossed.add(name);
      }
    }
  }
  return Array.from(crossed, (name) => `a line crosses ${name}`);
}

/** Points of a path of M, H and C, close to each other where it is level. */
export function pointsOf(d: string): [number, number][] {
  const points: [number, number][] = [];
  let [x, y] = [0, 0];
  for (const [, letter = "", list = ""] of d.matchAll(/([MHC])([^MHC]*)/g)) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = list.trim().split(" ").map(Number);
    const steps = letter === "H" ? Math.ceil(Math.abs(x1 - x) / 4) : letter === "C" ? 48 : 0;
    for (let step = 1; step <= steps; step++) {
      const t = step / steps;
      if (letter === "H") points.push([x + (x1 - x) * t, y]);
      else points.push([bezier(t, x, x1, x2, x3), bezier(t, y, y1, y2, y3)]);
    }
    [x, y] = letter === "C" ? [x3, y3] : letter === "H" ? [x1, y] : [x1, y1];
  }
  return points;
}

function bezier(t: number, p0: number, p1: number, p2: number, p3: number): number {
  const u = 1 - t;
  return u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3;
}
