/**
 * A neuron's name as a host of a log: without blanks, as logs are cut at blanks, and different for different names. What
 * cannot stand there is written as %20, or %u2003 where it takes more than two digits, and so is % itself.
 */
export function hostOf(name: string): string {
  const host = name.replace(unfit, escaped);
  // Names that every JavaScript object has a property for (toString, …) confuse a viewer that keeps hosts in an object.
  if (host in {} || host === "") return `%${host}`;
  return host;
}

/** A host that is no neuron: no neuron's host begins with a bracket. */
export function actorHost(name: string): string {
  return `(${name})`;
}

/** Any text as part of one line: what would end the line, or turn the direction of writing, is written as \u2028. */
export function onOneLine(text: string): string {
  return text.replace(breaking, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const breaking = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;
const unfit = /[\s%\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|^\(/gu;

function escaped(character: string): string {
  const digits = character.charCodeAt(0).toString(16).toUpperCase();
  return digits.length < 3 ? `%${digits.padStart(2, "0")}` : `%u${digits.padStart(4, "0")}`;
}
