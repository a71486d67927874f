/** What an attribute can be: a number is written with at most two decimals, undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Markup that is safe to stand in a document: only what `element` and `text` return. */
export type Markup = string;

/** An element with its children. Children are markup already; text goes through `text`. */
export function element(name: string, attributes: Attributes = {}, ...children: readonly Markup[]): Markup {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) start += ` ${key}="${typeof value === "number" ? rounded(value) : text(value)}"`;
  }
  return children.length === 0 ? `${start}/>` : `${start}>${children.join("")}</${name}>`;
}

/**
 * Any text as markup: names from files may hold anything. What XML 1.0 has no place for, control characters and halves
 * of surrogate pairs, becomes U+FFFD (section 2.2).
 */
export function text(content: string): Markup {
  return content
    .replace(/\p{Surrogate}|[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/gu, "\ufffd")
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A coordinate in as few characters as two decimals allow: pictures of many elements are mostly coordinates. */
export function rounded(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
