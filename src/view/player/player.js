// The player: where in the run it is, how it moves, and what the reader has chosen.

/** What each frame is for those who go by neurons: a turn of one, not a message to it. */
const isTurn = film.map(({ kind }) => kind !== "deliver" && kind !== "error");
const beginsPhase = film.map(({ phase }, i) => film[i - 1]?.phase !== phase);

const hide = find("#hide", HTMLInputElement);
const scrub = find("#scrub", HTMLInputElement);
const speed = find("#speed", HTMLSelectElement);
const help = find("#help", HTMLDialogElement);
const viewButtons = [...document.querySelectorAll("[data-view]")];
const views = ["auto", "forward", "reversed", "overlay"];

let view = "auto";
let isRevealed = true;
/** @type {number | undefined} */
let chosen;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let playing;

/** Three events a second, at the usual speed. */
const usualDelay = 1000 / 3;

/** Draws everything that this moment shows. */
function draw() {
  const frame = film[position];
  const isMasked = hide.checked && !isRevealed;
  writeSlots(isMasked);
  const shown = view === "auto" ? (frame?.picture ?? "forward") : view;
  showPicture(shown, chosen);
  writeNarration(isMasked, (place) => go(place));
  writeWaiting();
  writeSum(chosen ?? frame?.nodes?.[0], isMasked);
  scrub.value = String(Math.max(0, position));
  if (frame !== undefined) {
    scrub.setAttribute("aria-valuetext", `${frame.n} / ${film[last]?.n ?? 0}, ${data.phases[frame.phase]}`);
  }
  for (const button of viewButtons) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-view") === view));
  }
}

/**
 * Shows the run right after a frame.
 * @param {number} target
 */
function show(target) {
  if (last < 0) return;
  wind(Math.max(0, Math.min(last, target)));
  isRevealed = false;
  draw();
  sendMessages(Math.min(500, (0.75 * usualDelay) / (playing === undefined ? 1 : Number(speed.value))));
  bringIntoSight();
  noteInAddress();
}

/**
 * The same, as the reader wants it: playing ends.
 * @param {number} target
 */
function go(target) {
  pause();
  show(target);
}

function play() {
  if (last < 0) return;
  if (position >= last) show(0);
  setPlaying(true);
  tick();
}

function tick() {
  const kind = film[position]?.kind;
  const delay = (usualDelay * (kind === "loss" || kind === "batch" ? 2 : 1)) / Number(speed.value);
  playing = setTimeout(() => {
    show(position + 1);
    if (position >= last) pause();
    else tick();
  }, delay);
}

function pause() {
  if (playing === undefined) return;
  clearTimeout(playing);
  setPlaying(false);
  noteInAddress();
}

/** @param {boolean} isPlaying */
function setPlaying(isPlaying) {
  if (!isPlaying) playing = undefined;
  // A voice cannot keep up with a picture that moves.
  sentence.setAttribute("aria-live", isPlaying ? "off" : "polite");
  document.documentElement.classList.toggle("is-playing", isPlaying);
  find("#play-name", HTMLElement).textContent = isPlaying ? texts.pause : texts.play;
}

/**
 * The next frame in a direction for which something holds; the first or last one where there is none.
 * @param {1 | -1} by
 * @param {(place: number) => boolean} holds
 */
function seek(by, holds) {
  let place = position + by;
  while (place > 0 && place < last && !holds(place)) place += by;
  return place;
}

/** @type {Record<string, () => void>} */
const actions = {
  play: () => (playing === undefined ? play() : pause()),
  start: () => go(0),
  end: () => go(last),
  "event-back": () => go(position - 1),
  "event-next": () => go(position + 1),
  "neuron-back": () => go(seek(-1, (place) => isTurn[place] === true)),
  "neuron-next": () => go(seek(1, (place) => isTurn[place] === true)),
  "phase-back": () => go(seek(-1, (place) => beginsPhase[place] === true)),
  "phase-next": () => go(seek(1, (place) => beginsPhase[place] === true)),
  "commit-next": () => {
    const next = film.findIndex(({ kind }, place) => place > position && kind === "commit");
    if (next >= 0) go(next);
  },
  help: () => help.showModal(),
  reveal,
  release: () => choose(undefined),
  ...Object.fromEntries(views.map((name) => [`view-${name}`, () => setView(name)])),
};

/** @type {Record<string, string>} */
const keys = {
  " ": "play",
  ArrowLeft: "event-back",
  ArrowRight: "event-next",
  "Shift+ArrowLeft": "neuron-back",
  "Shift+ArrowRight": "neuron-next",
  ArrowUp: "phase-back",
  ArrowDown: "phase-next",
  PageUp: "phase-back",
  PageDown: "phase-next",
  Home: "start",
  End: "end",
  c: "commit-next",
  f: "view-forward",
  r: "view-reversed",
  o: "view-overlay",
  a: "view-auto",
  Enter: "reveal",
  Escape: "release",
  "?": "help",
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const target = event.target instanceof Element ? event.target : document.body;
  // A key that a control understands is the control's.
  if (target.closest("select") !== null) return;
  if ((event.key === " " || event.key === "Enter") && target.closest("button, input[type=checkbox]") !== null)
    return;
  const isArrow = event.key.startsWith("Arrow");
  const name =
    event.shiftKey && isArrow
      ? `Shift+${event.key}`
      : event.key.length === 1
        ? event.key.toLowerCase()
        : event.key;
  const action = actions[keys[name] ?? ""];
  if (action === undefined) return;
  event.preventDefault();
  action();
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const action = actions[target?.closest("[data-do]")?.getAttribute("data-do") ?? ""];
  if (action !== undefined) action();
  const named = target?.closest("[data-view]")?.getAttribute("data-view");
  if (named != null) setView(named);
});

scrub.addEventListener("input", () => go(Number(scrub.value)));
hide.addEventListener("change", draw);
find("#help-open", HTMLElement).addEventListener("click", () => help.showModal());

find("#theme", HTMLElement).addEventListener("click", () => {
  const themes = /** @type {const} */ (["auto", "light", "dark"]);
  const root = document.documentElement;
  const now = themes.findIndex((theme) => theme === root.dataset["theme"]);
  const next = themes[(now + 1) % themes.length] ?? "auto";
  root.dataset["theme"] = next;
  find("#theme", HTMLElement).textContent = texts.themes[next];
});

/** Shows numbers that are hidden until they are asked for. */
function reveal() {
  if (isRevealed) return;
  isRevealed = true;
  draw();
}

/** @param {number | undefined} node */
function choose(node) {
  chosen = node;
  draw();
}

for (const element of picture.querySelectorAll("[data-node]")) {
  const node = Number(element.getAttribute("data-node"));
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", `${texts.neuron} ${data.nodes[node]?.name ?? ""}`);
  element.addEventListener("focus", () => choose(node));
}
picture.firstElementChild?.setAttribute("role", "group");
picture.addEventListener("click", (event) => {
  reveal();
  const node = event.target instanceof Element ? event.target.closest("[data-node]") : null;
  if (node !== null) choose(Number(node.getAttribute("data-node")));
});

/** @param {string} name */
function setView(name) {
  view = views.includes(name) ? name : "auto";
  draw();
  noteInAddress();
}

/** The address names the moment: #n=17&view=reversed. Browsers refuse to be told it too often. */
/** @type {ReturnType<typeof setTimeout> | undefined} */
let noting;
function noteInAddress() {
  const before = location.hash;
  noting ??= setTimeout(
    () => {
      noting = undefined;
      // Somebody has written another address meanwhile: it is about to be read.
      if (location.hash !== before) return;
      const address = `#n=${film[position]?.n ?? 0}${view === "auto" ? "" : `&view=${view}`}`;
      if (location.hash !== address) history.replaceState(null, "", address);
    },
    playing === undefined ? 120 : 600,
  );
}

function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const name = wanted.get("view") ?? "auto";
  view = views.includes(name) ? name : "auto";
  const n = Number(wanted.get("n") ?? NaN);
  const after = film.findIndex((frame) => frame.n > n);
  go(Number.isNaN(n) ? data.start : after < 0 ? last : after - 1);
}

addEventListener("hashchange", readAddress);
readAddress();
document.documentElement.classList.add("is-ready");
