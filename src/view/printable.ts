/**
 * A text from a file as part of one line that stays where it is put: what moves the cursor, ends a line, or turns the
 * direction of writing is shown as U+FFFD. (Unicode: control characters, halves of surrogate pairs, separators of lines
 * and paragraphs, and the bidirectional controls.) What has been painted may not come here: colours are control characters.
 */
export function printable(text: string): string {
  return text.replace(unprintable, "\ufffd");
}

const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
