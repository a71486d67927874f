/** Colours as functions of text. They add no width, and nothing may be said by colour alone. */
export interface Paint {
  /** What flows down: activations. */
  readonly forward: (text: string) => string;
  /** What flows back up: error signals. */
  readonly backward: (text: string) => string;
  /** Gradients of the weights. */
  readonly gradient: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

export type Shade = keyof Paint;

const same = (text: string): string => text;

/** No colours at all. */
export const plainPaint: Paint = { forward: same, backward: same, gradient: same, dim: same, bold: same };
