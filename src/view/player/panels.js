// What is told beside the picture. Names are only ever written as text.

/**
 * @param {string} name
 * @param {string} [content]
 * @param {Record<string, string>} [attributes]
 * @returns {HTMLElement}
 */
function make(name, content = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = content;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

const sentence = find("#sentence", HTMLElement);
const narration = find("#narration", HTMLElement);
/** Sentences before and after the one of this moment. */
const neighbours = 4;

/**
 * @param {boolean} isMasked
 * @param {(position: number) => void} go
 */
function writeNarration(isMasked, go) {
  const frame = film[position];
  if (frame === undefined) return;
  find("#phase", HTMLElement).textContent = data.phases[frame.phase];
  find("#phase", HTMLElement).className = `player-name-${frame.phase}`;
  find("#about", HTMLElement).textContent = frame.about;
  const own = isMasked ? texts.hidden : frame.sentence;
  if (sentence.textContent !== own) sentence.textContent = own;
  const from = Math.max(0, Math.min(position - neighbours, last - 2 * neighbours));
  const items = film.slice(from, from + 2 * neighbours + 1).map((each, i) => {
    const place = from + i;
    const item = make("li", "", { value: String(each.n) });
    const text =
      place === position && isMasked ? "?" : place > position && hide.checked ? "…" : each.sentence;
    const button = make("button", `${each.n}  ${text}`, {
      type: "button",
      class: `player-line player-name-${each.phase}`,
    });
    if (place === position) item.setAttribute("aria-current", "step");
    button.addEventListener("click", () => go(place));
    item.append(button);
    return item;
  });
  narration.replaceChildren(...items);
}

/** Who waits for whom, and the barrier of the batch. */
function writeWaiting() {
  const frame = film[position];
  const lines = frame?.waiting ?? [];
  const items =
    lines.length > 0
      ? lines.map((line) => make("li", line))
      : [make("li", texts.nobody, { class: "player-quiet" })];
  find("#waiting", HTMLElement).replaceChildren(...items);
  find("#barrier", HTMLElement).textContent = frame?.barrier ?? "";
}

/**
 * What a neuron has heard and made of it, of the micro-batch that is seen, up to this moment.
 * @param {number} node
 */
function heardBy(node) {
  const now = film[position];
  /** @type {Record<"forward" | "backward", { terms: Map<number, readonly string[]>, said?: readonly string[] }>} */
  const heard = { forward: { terms: new Map() }, backward: { terms: new Map() } };
  /** @type {readonly string[] | undefined} */
  let given;
  /** @type {readonly string[] | undefined} */
  let told;
  for (let i = position; i >= 0; i--) {
    const frame = film[i];
    if (frame === undefined || frame.kind === "batch") break;
    if (frame.microBatch !== now?.microBatch || frame.facts === undefined || !frame.nodes?.includes(node))
      continue;
    const [link] = frame.links ?? [];
    if (frame.kind === "deliver" && link !== undefined)
      heard[frame.direction ?? "forward"].terms.set(link, frame.facts);
    if (frame.kind === "activate") heard.forward.said = frame.facts;
    if (frame.kind === "delta") heard.backward.said = frame.facts;
    if (frame.kind === "feed") given = frame.facts;
    if (frame.kind === "error") told = frame.facts;
  }
  return { ...heard, given, told };
}

/**
 * The sum of a neuron, term by term: of the error signals once one has come, before that of the activations.
 * @param {number | undefined} node
 * @param {boolean} isMasked
 */
function writeSum(node, isMasked) {
  const place = find("#sum", HTMLElement);
  const own = node === undefined ? undefined : data.nodes[node];
  if (node === undefined || own === undefined || !own.isNeuron) {
    place.replaceChildren(make("p", texts.noSum, { class: "player-quiet" }));
    return;
  }
  const heard = heardBy(node);
  const isBack =
    heard.told !== undefined || heard.backward.terms.size > 0 || heard.backward.said !== undefined;
  const name = make("p", "", { class: "player-sum-name" });
  name.append(
    make("bdi", own.name, { class: "player-name" }),
    ` ${own.isInput && !isBack ? texts.given : isBack ? texts.backward : texts.forward}`,
  );
  const table = make("table");
  table.append(
    ...(isBack ? backwardRows(node, heard, isMasked) : forwardRows(node, heard, own.isInput, isMasked)),
  );
  place.replaceChildren(name, table);
}

/**
 * @param {number} node
 * @param {ReturnType<typeof heardBy>} heard
 * @param {boolean} isInput
 * @param {boolean} isMasked
 */
function forwardRows(node, { forward, given }, isInput, isMasked) {
  if (isInput) return [row("x", "", "", given?.[0], isMasked)];
  const [bias, z, a, gain] = forward.said ?? [];
  return [
    head("a", "w·a"),
    row(texts.bias, "", "", bias ?? slotText(`bias/${node}`)),
    ...termRows(data.links, node, "forward", forward.terms, isMasked),
    total(row("z", "", "", z, isMasked)),
    row("a = σ(z)", "", "", a, isMasked),
    row(texts.gain, "", "", gain, isMasked),
  ];
}

/**
 * @param {number} node
 * @param {ReturnType<typeof heardBy>} heard
 * @param {boolean} isMasked
 */
function backwardRows(node, { backward, told }, isMasked) {
  const [sum, gain, added, delta] = backward.said ?? [];
  const isOutput = data.lossLinks.some(({ from }) => from === node);
  return [
    head("δ", "w·δ"),
    ...termRows(data.links, node, "backward", backward.terms, isMasked),
    ...(isOutput ? [row(`${texts.loss} ${told?.[1] ?? ""}`, "", "", told?.[0], isMasked)] : []),
    total(row(sum === undefined ? texts.sum : "Σ", "", "", sum ?? slotText(`sum/${node}`), isMasked)),
    row(texts.gain, "", "", gain ?? slotText(`gain/${node}`)),
    ...(added === undefined || added === "" ? [] : [row("+ ∂L/∂z", "", "", added, isMasked)]),
    row("δ", "", "", delta, isMasked),
  ];
}

/**
 * A row for each synapse, whether its message has come or not: what has not come is "·", never 0.
 * @param {readonly PlayerLink[]} links
 * @param {number} node
 * @param {"forward" | "backward"} direction
 * @param {Map<number, readonly string[]>} terms
 * @param {boolean} isMasked
 */
function termRows(links, node, direction, terms, isMasked) {
  const newest = film[position]?.links?.[0];
  return links.flatMap(({ from, to }, link) => {
    if ((direction === "forward" ? to : from) !== node) return [];
    const [value, weight, product] = terms.get(link) ?? [];
    const sender = data.nodes[direction === "forward" ? from : to]?.name ?? "";
    const known = weight ?? slotText(`${direction === "forward" ? "weight" : "feedback"}/${link}`);
    return [row(sender, known ?? "·", value ?? "·", product, isMasked && link === newest)];
  });
}

/** @param {string} slot */
function slotText(slot) {
  return trackOf(film[position]?.microBatch ?? 0).get(slotNumbers.get(slot) ?? -1);
}

/**
 * @param {string} value
 * @param {string} product
 */
function head(value, product) {
  const line = make("tr");
  line.append(...[texts.from, "w", value, product].map((name) => make("th", name, { scope: "col" })));
  return line;
}

/**
 * Under the terms: what they add up to.
 * @param {HTMLElement} line
 */
function total(line) {
  line.className = "player-total";
  return line;
}

/**
 * @param {string} name
 * @param {string} weight
 * @param {string} value
 * @param {string | undefined} result
 * @param {boolean} [isMasked]
 */
function row(name, weight, value, result, isMasked = false) {
  const line = make("tr");
  const heading = make("th", "", { scope: "row" });
  heading.append(make("bdi", name));
  const shown = result === undefined ? "·" : isMasked ? "?" : result;
  line.append(heading, make("td", weight), make("td", value), make("td", shown));
  return line;
}
