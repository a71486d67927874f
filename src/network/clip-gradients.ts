import { type ClippingOptions, clipByValue, normClippingFactor } from "../math/gradient-clipping.ts";
import type { Numbers } from "../math/precision.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- indices run over the array itself */

/** Clips the gradients of a whole batch in place. Frozen parameters have no say in the common norm. */
export function clipGradients(
  { kind, limit }: ClippingOptions,
  gradients: Numbers,
  frozen: Uint8Array | undefined,
): void {
  if (kind === "value") {
    clipByValue(gradients, limit, 0, gradients.length);
    return;
  }
  let squares = 0;
  for (let i = 0; i < gradients.length; i++) if (frozen?.[i] !== 1) squares += gradients[i]! * gradients[i]!;
  const factor = normClippingFactor(Math.sqrt(squares), limit);
  if (factor < 1) for (let i = 0; i < gradients.length; i++) gradients[i]! *= factor;
}
