import { numberText } from "./json.ts";

/** How many texts are remembered before all are forgotten: memory stays bounded, however large the network. */
const mostTexts = 1 << 18;

/**
 * Lists of numbers that come again and again, most numbers unchanged, as text: until the next commit the messages that
 * reach a neuron meet the same weights in the same order, and to spell a fraction takes as long as all else in its line.
 */
export interface NumberTexts {
  /** The list of this name begins, once more from its first number. */
  readonly begin: (list: string) => void;
  /** The text of its next number. */
  readonly next: (value: number) => string;
}

export function createNumberTexts(): NumberTexts {
  const lists = new Map<string, { readonly numbers: number[]; readonly texts: string[] }>();
  let count = 0;
  let place = 0;
  let current = { numbers: [] as number[], texts: [] as string[] };
  return {
    begin(list) {
      place = 0;
      const known = lists.get(list);
      if (known !== undefined) {
        current = known;
        return;
      }
      if (count > mostTexts) {
        lists.clear();
        count = 0;
      }
      current = { numbers: [], texts: [] };
      lists.set(list, current);
    },
    next(value) {
      const { numbers, texts } = current;
      // −0 equals 0, and its text differs.
      if (numbers[place] === value && value !== 0) return texts[place++] ?? "";
      if (place === numbers.length) count++;
      const text = numberText(value);
      numbers[place] = value;
      texts[place++] = text;
      return text;
    },
  };
}
