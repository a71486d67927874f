import { InputError, type Problem } from "../message/input-error.ts";
import { readMatrix } from "./matrix.ts";

/** Samples as the coordinator feeds them: two row-major matrices, a row a sample. */
export interface Samples {
  readonly count: number;
  readonly inputWidth: number;
  readonly targetWidth: number;
  /** count × inputWidth */
  readonly inputs: Float64Array;
  /** count × targetWidth */
  readonly targets: Float64Array;
  /** Names of the classes, where the targets are one-hot of a text or `--classes` column. */
  readonly classes?: readonly string[];
}

/**
 * Samples from rows, a row a sample. Rows of targets may be empty (nothing to compare with).
 * @throws InputError naming every row and number that does not fit: no rows, empty inputs, rows of unlike
 * length, a number that is not finite, not as many targets as inputs.
 */
export function createSamples(
  inputs: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  classes?: readonly string[],
): Samples {
  return readSampleRows(inputs, targets, classes);
}

/** As createSamples, for rows of which nothing is known yet (a parsed file). */
export function readSampleRows(inputs: unknown, targets: unknown, classes?: readonly string[]): Samples {
  const problems: Problem[] = [];
  const input = readMatrix(inputs, "inputs", problems);
  const target = readMatrix(targets, "targets", problems);
  if (input !== undefined && target !== undefined) {
    if (input.count === 0) {
      problems.push({ path: "inputs", message: "expected at least one sample; got none" });
    } else if (input.width === 0) {
      problems.push({ path: "inputs[0]", message: "expected at least one number; got none" });
    }
    if (target.count !== input.count) {
      problems.push({
        path: "targets",
        message: `expected ${input.count} rows as in inputs; got ${target.count}`,
      });
    }
    if (classes !== undefined && classes.length !== target.width) {
      problems.push({
        path: "classes",
        message: `expected ${target.width} names, one for each target; got ${classes.length}`,
      });
    }
  }
  if (problems.length > 0 || input === undefined || target === undefined) throw new InputError(problems);
  return {
    count: input.count,
    inputWidth: input.width,
    targetWidth: target.width,
    inputs: input.numbers,
    targets: target.numbers,
    ...(classes === undefined ? {} : { classes }),
  };
}

/**
 * Samples `from` … `to` − 1, sharing the memory of all.
 * @throws InputError if the slice is empty or reaches outside.
 */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  const { count, inputWidth, targetWidth } = samples;
  const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= count;
  if (!fits) {
    const message = `expected a slice FROM:TO with 0 <= FROM < TO <= ${count}; got ${from}:${to}`;
    throw new InputError([{ path: "", message }]);
  }
  return {
    ...samples,
    count: to - from,
    inputs: samples.inputs.subarray(from * inputWidth, to * inputWidth),
    targets: samples.targets.subarray(from * targetWidth, to * targetWidth),
  };
}
