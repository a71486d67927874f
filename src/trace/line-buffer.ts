/** A piece of text as bytes, made once and written many times. */
export type Fragment = Uint8Array;

const encoder = new TextEncoder();

export function fragment(text: string): Fragment {
  const bytes = new Uint8Array(text.length);
  // What is short, as nearly all is, is made sooner here than by the encoder.
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 127 || i > 127) return encoder.encode(text);
    bytes[i] = unit;
  }
  return bytes;
}

/** Bytes that are handed on when so many have come together; more than one piece of text may be. */
const chunkBytes = 1 << 20;

/**
 * Text as UTF-8, gathered piece by piece. Copying bytes that are made already takes a third of the time that it takes to
 * join strings and encode them, and most of a trace is pieces that were written before.
 */
export class LineBuffer {
  #bytes = new Uint8Array(2 * chunkBytes);
  #length = 0;
  readonly #write: (bytes: Uint8Array) => void;

  /** `write` has to copy or use up what it is given before it returns. What it throws is thrown on. */
  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
  }

  bytes(piece: Fragment): void {
    const { length } = piece;
    this.#reserve(length);
    const [bytes, at] = [this.#bytes, this.#length];
    // What it takes to call `set` is worth it from about eight bytes on.
    if (length > 8) bytes.set(piece, at);
    else for (let i = 0; i < length; i++) bytes[at + i] = piece[i] ?? 0;
    this.#length = at + length;
  }

  /** Any text. */
  text(text: string): void {
    // A unit of UTF-16 takes three bytes at most.
    this.#reserve(3 * text.length);
    this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  /** Text of ASCII characters alone. */
  ascii(text: string): void {
    const { length } = text;
    this.#reserve(length);
    const [bytes, at] = [this.#bytes, this.#length];
    for (let i = 0; i < length; i++) bytes[at + i] = text.charCodeAt(i);
    this.#length = at + length;
  }

  /** A whole number, not negative. */
  integer(value: number): void {
    if (value > 999_999_999) {
      this.ascii(`${value}`);
      return;
    }
    let digits = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++;
    this.#reserve(digits);
    const bytes = this.#bytes;
    this.#length += digits;
    let rest = value;
    for (let at = this.#length - 1; digits > 0; digits--) {
      const tenth = (rest / 10) | 0;
      bytes[at--] = 48 + rest - tenth * 10;
      rest = tenth;
    }
  }

  /** A line is over: hands the bytes on when they are many. */
  endLine(): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = 10;
    if (this.#length >= chunkBytes) this.flush();
  }

  /** Hands on what there is. */
  flush(): void {
    if (this.#length === 0) return;
    this.#write(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
