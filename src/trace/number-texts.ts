import { numberText } from "./json.ts";
import type { LineBuffer } from "./line-buffer.ts";

/** How many texts are remembered before all are forgotten: memory stays bounded, however large the network. */
const mostTexts = 1 << 18;

/** Enough for the longest text of a number, the 25 bytes of -0.0000012345678901234567. */
const wordsOfNumber = 4;

/**
 * Lists of numbers that come again and again, most numbers unchanged, as text: until the next commit the messages that
 * reach a neuron meet the same weights in the same order, and to spell a fraction takes as long as all else in its line.
 */
export interface NumberTexts {
  /** The list of this name begins, once more from its first number. */
  readonly begin: (list: string) => void;
  /** Writes the text of its next number. */
  readonly next: (value: number) => void;
}

/** Place by place, in lists of numbers: an object for each text would be as many objects as there are synapses. */
interface TextList {
  readonly numbers: number[];
  /** The words of all fragments, the same number of places for each. */
  readonly words: number[];
  readonly lengths: number[];
}

export function createNumberTexts(out: LineBuffer): NumberTexts {
  const lists = new Map<string, TextList>();
  let count = 0;
  let place = 0;
  let current: TextList = { numbers: [], words: [], lengths: [] };
  const spell = (value: number): void => {
    const { numbers, words, lengths } = current;
    if (place === numbers.length) {
      count++;
      for (let i = 0; i < wordsOfNumber; i++) words.push(0);
    }
    numbers[place] = value;
    lengths[place] = out.textKept(numberText(value), words, wordsOfNumber * place);
  };
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
      current = { numbers: [], words: [], lengths: [] };
      lists.set(list, current);
    },
    next(value) {
      const { numbers, words, lengths } = current;
      // −0 equals 0, and its text differs.
      if (numbers[place] !== value || value === 0) spell(value);
      else out.words(words, wordsOfNumber * place, lengths[place] ?? 0);
      place++;
    },
  };
}
