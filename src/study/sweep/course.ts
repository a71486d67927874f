/** What is followed through a run. */
export const courseNames = ["loss", "accuracy", "training-loss", "angle"] as const;
export type CourseName = (typeof courseNames)[number];

/**
 * A run from its beginning to its end, at up to 201 moments: before the first commit, and after epochs at equal distances, the
 * last among them. null stands for what there is not, or what is no finite number.
 */
export interface Course {
  readonly epochs: readonly number[];
  readonly commits: readonly number[];
  /** In ticks. */
  readonly time: readonly number[];
  /** Mean over the validation samples, or over the samples if there are none, at the weights of that moment. */
  readonly loss: readonly (number | null)[];
  /** Share that is answered rightly, of the same samples. */
  readonly accuracy: readonly (number | null)[];
  /** Mean over the epoch's samples, each at the weights that it met. */
  readonly "training-loss": readonly (number | null)[];
  /** Mean over the hidden populations, in degrees. */
  readonly angle: readonly (number | null)[];
}

export const mostMoments = 200;

/** After which epochs a run of so many is looked at: at most 200, the last among them. */
export function isMoment(epoch: number, epochs: number): boolean {
  const stride = Math.ceil(epochs / mostMoments);
  return (epoch + 1) % stride === 0 || epoch === epochs - 1;
}

/** A number as it can stand in JSON. */
export function jsonNumber(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
