import { lastValueFrom, type Observable, tap } from "rxjs";
import type { Clock } from "../io/clock.ts";
import type { LiveArea } from "./live-area.ts";
import type { Output } from "../io/output.ts";

/** A picture is drawn anew at most this often. */
const pictureMilliseconds = 50;

/**
 * Shows pictures in place, about twenty a second, and always the last one, which stays. Resolves when the stream
 * completes, rejects with its error, or with NobodyReads.
 */
export async function showPictures(
  pictures$: Observable<string>,
  area: LiveArea,
  output: Output,
  clock: Clock,
): Promise<void> {
  let lastDrawn = -Infinity;
  try {
    const last = await lastPicture(pictures$, output, (picture) => {
      if (clock.now() - lastDrawn < pictureMilliseconds) return;
      lastDrawn = clock.now();
      area.show(picture);
    });
    if (last !== undefined) area.show(last);
  } finally {
    area.keep();
  }
}

/** Sees every picture, and resolves with the last one. */
export function lastPicture(
  pictures$: Observable<string>,
  output: Output,
  see: (picture: string) => void,
): Promise<string | undefined> {
  const seen$ = pictures$.pipe(
    tap((picture) => {
      output.check();
      see(picture);
    }),
  );
  return lastValueFrom(seen$, { defaultValue: undefined });
}
