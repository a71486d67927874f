/** Characters of a chunk, about: few enough to hold many, enough that what is done once a chunk costs nothing. */
export const chunkLength = 1 << 16;

/**
 * The same text in larger pieces: a file of a million lines is handed on a thousand times, and never held whole. A piece
 * that is long already stays by itself: joined with a short one that has a letter beyond Latin-1, it would be twice as
 * large in memory, and slow to write.
 */
export function* inChunks(pieces: Iterable<string>): Generator<string, void, undefined> {
  let chunk = "";
  for (const piece of pieces) {
    if (piece.length < chunkLength / 8) chunk += piece;
    else {
      if (chunk !== "") yield chunk;
      yield piece;
      chunk = "";
    }
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}
