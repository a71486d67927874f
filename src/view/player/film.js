// The film: what every changing text says at each moment, and the picture that shows it.

/** @import { PlayerData, PlayerFrame, PlayerLink } from "./player-data.ts" */

/**
 * An element that the page has.
 * @template {Element} E
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E}
 */
function find(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`${selector} is missing`);
  return found;
}

/** @type {PlayerData} */
const data = JSON.parse(find("#run", HTMLScriptElement).textContent ?? "");
const { frames: film, texts } = data;
const last = film.length - 1;

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Texts by slot, one map a micro-batch, and one (−1) for what is told of all of them together. */
/** @type {Map<number, Map<number, string>>} */
const tracks = new Map();

/** What each frame up to `position` has replaced, to take it back. */
/** @type {{ track: Map<number, string>, slot: number, text: string | undefined }[][]} */
const replaced = [];

/** Number of the frame after which the run is shown; −1 before the first. */
let position = -1;

/**
 * @param {number} microBatch
 * @returns {Map<number, string>}
 */
function trackOf(microBatch) {
  let track = tracks.get(microBatch);
  if (track === undefined) tracks.set(microBatch, (track = new Map()));
  return track;
}

/**
 * Brings the texts to what they are right after a frame.
 * @param {number} target
 */
function wind(target) {
  while (position < target) {
    const frame = film[++position];
    if (frame === undefined) return;
    /** @type {typeof replaced[number]} */
    const before = [];
    for (const [microBatch, changes] of /** @type {const} */ ([
      [frame.microBatch, frame.set],
      [-1, frame.tally],
    ])) {
      const track = trackOf(microBatch);
      for (const [slot, text] of changes ?? []) {
        before.push({ track, slot, text: track.get(slot) });
        if (text === null) track.delete(slot);
        else track.set(slot, text);
      }
    }
    replaced[position] = before;
  }
  while (position > target) {
    for (const { track, slot, text } of replaced[position--] ?? []) {
      if (text === undefined) track.delete(slot);
      else track.set(slot, text);
    }
  }
}

/** Elements of each slot, with what they say while there is nothing to say. */
/** @type {{ element: Element, empty: string }[][]} */
const slotElements = data.slots.map(() => []);
const slotNumbers = new Map(data.slots.map((slot, number) => [slot, number]));
for (const element of document.querySelectorAll("[data-slot]")) {
  const number = slotNumbers.get(element.getAttribute("data-slot") ?? "");
  if (number !== undefined) slotElements[number]?.push({ element, empty: element.textContent ?? "" });
}

/** @type {(string | undefined)[]} */
const written = [];
/** @type {Element[]} */
let fresh = [];

/**
 * Writes the texts of this moment into the page; those that have come just now are marked, or masked.
 * @param {boolean} isMasked
 */
function writeSlots(isMasked) {
  const frame = film[position];
  if (frame === undefined) return;
  const [own, all] = [trackOf(frame.microBatch), trackOf(-1)];
  const changed = new Set((frame.set ?? []).concat(frame.tally ?? []).map(([slot]) => slot));
  for (const element of fresh) element.classList.remove("is-fresh");
  fresh = [];
  slotElements.forEach((elements, slot) => {
    const said = own.get(slot) ?? all.get(slot);
    const isNew = changed.has(slot) && said !== undefined;
    const text = isNew && isMasked ? "?" : said;
    if (isNew) {
      for (const { element } of elements) {
        element.classList.add("is-fresh");
        fresh.push(element);
      }
    }
    if (text === written[slot]) return;
    written[slot] = text;
    for (const { element, empty } of elements) element.textContent = text ?? empty;
  });
}

const picture = find("#picture", HTMLElement);
const marks = find("#marks", SVGGElement);
const scenes = [...document.querySelectorAll("[data-picture]")];
/** @type {Element[]} */
let lit = [];

/**
 * Shows one of the pictures, and in it where something happens.
 * @param {string} name
 * @param {number | undefined} chosen
 */
function showPicture(name, chosen) {
  for (const scene of scenes) scene.classList.toggle("is-shown", scene.getAttribute("data-picture") === name);
  for (const element of lit) element.classList.remove("is-lit", "is-chosen");
  lit = [];
  /** @param {string} selector @param {string} mark */
  const light = (selector, mark) => {
    for (const element of picture.querySelectorAll(selector)) {
      element.classList.add(mark);
      lit.push(element);
    }
  };
  const frame = film[position];
  for (const node of frame?.nodes ?? []) light(`[data-node="${node}"]`, "is-lit");
  for (const link of frame?.links ?? []) light(`[data-link="${link}"]`, "is-lit");
  for (const link of frame?.lossLinks ?? [])
    light(`[data-loss="${data.lossLinks[link]?.from ?? -1}"]`, "is-lit");
  if (chosen !== undefined) light(`[data-node="${chosen}"]`, "is-chosen");
}

const svgSpace = "http://www.w3.org/2000/svg";
/** @type {WeakMap<PlayerLink, SVGPathElement>} */
const ways = new WeakMap();
/** @type {{ mark: SVGElement, link: PlayerLink }[]} */
let travelling = [];
let travel = 0;

/**
 * Sends the messages of this moment on their way; they rest at their receivers. Where no motion is wanted they are there.
 * @param {number} milliseconds
 */
function sendMessages(milliseconds) {
  cancelAnimationFrame(travel);
  marks.replaceChildren();
  const frame = film[position];
  if (frame?.direction === undefined) return;
  const isBack = frame.direction === "backward";
  const links = [
    ...(frame.links ?? []).map((i) => data.links[i]),
    ...(frame.lossLinks ?? []).map((i) => data.lossLinks[i]),
  ];
  travelling = links.flatMap((link) => {
    if (link === undefined) return [];
    const mark = document.createElementNS(svgSpace, isBack ? "path" : "circle");
    mark.setAttribute("class", `player-mark ${isBack ? "backward" : "forward"}`);
    if (isBack) mark.setAttribute("d", "M0 -8L8 0L0 8L-8 0Z");
    else mark.setAttribute("r", "6.5");
    return [{ mark, link }];
  });
  marks.append(...travelling.map(({ mark }) => mark));
  const duration = calm.matches ? 0 : milliseconds;
  placeMarks(isBack, duration > 0 ? 0 : 1);
  if (duration <= 0) return;
  const begin = performance.now();
  /** @param {number} now */
  const move = (now) => {
    const share = Math.min(1, Math.max(0, now - begin) / duration);
    placeMarks(isBack, share);
    if (share < 1) travel = requestAnimationFrame(move);
  };
  travel = requestAnimationFrame(move);
}

/**
 * @param {boolean} isBack
 * @param {number} share of the way
 */
function placeMarks(isBack, share) {
  for (const { mark, link } of travelling) {
    let way = ways.get(link);
    if (way === undefined) {
      way = document.createElementNS(svgSpace, "path");
      way.setAttribute("d", link.path);
      ways.set(link, way);
    }
    const { x, y } = way.getPointAtLength(way.getTotalLength() * (isBack ? 1 - share : share));
    mark.setAttribute("transform", `translate(${x} ${y})`);
  }
}

/** Moves a picture that is larger than its place so that what happens can be seen. */
function bringIntoSight() {
  const seen = ".is-shown .is-lit";
  const first = picture.querySelector(`${seen}[data-node]`) ?? picture.querySelector(seen);
  if (first === null) return;
  const [box, room] = [first.getBoundingClientRect(), picture.getBoundingClientRect()];
  const left =
    box.left < room.left || box.right > room.right ? (box.left + box.right - room.left - room.right) / 2 : 0;
  const top =
    box.top < room.top || box.bottom > room.bottom ? (box.top + box.bottom - room.top - room.bottom) / 2 : 0;
  if (left !== 0 || top !== 0) picture.scrollBy({ left, top, behavior: calm.matches ? "auto" : "smooth" });
}
