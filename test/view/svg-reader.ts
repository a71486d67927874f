/** An element of a picture, as a reader of XML sees it. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: SvgElement[];
  /** Its own text, entities resolved. */
  text: string;
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/**
 * Reads what XML 1.0 allows of a picture: elements, attributes in double quotes, text with the five entities.
 * @throws Error at the first thing that is not well-formed
 */
export function readSvg(markup: string): SvgElement {
  const root: SvgElement = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  let at = 0;
  const fail = (why: string): never => {
    throw new Error(`${why} at ${at}: ${markup.slice(at, at + 60)}`);
  };
  while (at < markup.length) {
    const top = open.at(-1) ?? root;
    if (markup.startsWith("</", at)) {
      const end = /^<\/([\w-]+)>/.exec(markup.slice(at, at + 100)) ?? fail("no end of an element");
      if (open.length < 2 || end[1] !== top.name) fail(`the end of ${end[1] ?? ""} in ${top.name}`);
      open.pop();
      at += end[0].length;
    } else if (markup[at] === "<") {
      const close = markup.indexOf(">", at);
      const tag = markup.slice(at, close + 1);
      const [, name = "", rest = "", slash] =
        /^<([a-zA-Z][\w-]*)((?: [\w:-]+="[^"<]*")*)(\/?)>$/.exec(tag) ?? fail("no element");
      const attributes = Object.fromEntries(
        [...rest.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, resolve(value)]),
      );
      const element: SvgElement = { name, attributes, children: [], text: "" };
      top.children.push(element);
      if (slash === "") open.push(element);
      at = close + 1;
    } else {
      const next = markup.indexOf("<", at);
      top.text += resolve(markup.slice(at, next < 0 ? undefined : next));
      at = next < 0 ? markup.length : next;
    }
  }
  const [first] = root.children;
  if (open.length > 1 || root.children.length !== 1 || first === undefined) return fail("not one element");
  return first;
}

function resolve(text: string): string {
  const whole = text.replace(/&([#\w]+);/g, (all, name: string) => entities[name] ?? `\0${all}`);
  if (/[\0-\x08\v\f\x0e-\x1f]/.test(whole) || /&(?![#\w]+;)/.test(text))
    throw new Error(`text: ${text.slice(0, 80)}`);
  return whole;
}

/** All elements of a picture that something holds for, in their order. */
export function findAll(element: SvgElement, holds: (each: SvgElement) => boolean): SvgElement[] {
  return [
    ...(holds(element) ? [element] : []),
    ...element.children.flatMap((child) => findAll(child, holds)),
  ];
}

/** Elements whose class is just this one. */
export function ofClass(element: SvgElement, name: string): SvgElement[] {
  return findAll(element, ({ attributes }) => attributes["class"]?.split(" ").includes(name) === true);
}

/** What a part of a picture says to whoever points at it. */
export function titleOf(element: SvgElement): string {
  return element.children.find(({ name }) => name === "title")?.text ?? "";
}

export function numberOf(element: SvgElement | undefined, attribute: string): number {
  return Number(element?.attributes[attribute] ?? NaN);
}
