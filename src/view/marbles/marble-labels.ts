import { printable } from "../printable.ts";
import { padRight, truncate, widthOf } from "../terminal/text-width.ts";
import type { Stream } from "./marble-streams.ts";
import type { MarbleWords } from "./marble-words.ts";

/** The labels of streams, equally wide: `h1 forward$`, and `↳ i1` for a stream that h1 hears. */
export function streamLabels(streams: readonly Stream[], words: MarbleWords, most: number): string[] {
  const kinds = streams.map(({ kind, from }) => (from === undefined ? `${kind}$` : ""));
  const names = streams.map(({ owner, from }) =>
    from === undefined ? printable(owner) : `↳ ${from === "" ? words.loss : printable(from)}`,
  );
  const kindWidth = Math.max(0, ...kinds.map((kind) => kind.length));
  // The loss's stream, and those that are heard, have the whole width for their names.
  const shares = streams.map(({ owner, from }) =>
    from !== undefined || owner === "" ? most : Math.max(1, most - kindWidth - 1),
  );
  const texts = names.map((name, i) => truncate(name, shares[i] ?? most));
  const nameWidth = Math.max(0, ...texts.map((text, i) => (kinds[i] === "" ? 0 : widthOf(text))));
  const labels = texts.map((text, i) => {
    if (kinds[i] === "") return text;
    return text === "" ? (kinds[i] ?? "") : `${padRight(text, nameWidth)} ${kinds[i] ?? ""}`;
  });
  const cut = labels.map((text) => truncate(text, most));
  const width = Math.max(0, ...cut.map(widthOf));
  return cut.map((text) => padRight(text, width));
}
