import type { Samples } from "../../data/samples.ts";
import type { Model } from "../../model/model.ts";
import type { Prediction } from "../../network/network.ts";
import type { Json } from "../io/json-stream.ts";
import { formatNumber } from "../../view/number-text.ts";
import { shortNumber, shownName, textTable } from "../io/text-table.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- rows have as many numbers as the network has outputs */

/** Predictions, and what they are predictions of. */
export interface Answers {
  readonly model: Model;
  readonly samples: Samples;
  readonly prediction: Prediction;
}

/** What `predict --json` prints: `loss` and `accuracy` where there are targets. */
export function predictDocument(answers: Answers): Json {
  const { model, samples, prediction } = answers;
  const isSoftmax = model.loss === "softmax-cross-entropy";
  const { classes } = samples;
  return {
    outputs: rowsOf(answers),
    probabilities: isSoftmax ? probabilitiesOf(answers) : undefined,
    classes,
    predicted: classes && largestOf(answers, classes),
    loss: samples.targetWidth > 0 ? prediction.loss : undefined,
    accuracy: samples.targetWidth > 0 ? prediction.accuracy : undefined,
  };
}

/** The same for people: the first samples as a table, probabilities in place of outputs where there are any. */
export function predictText(answers: Answers, outputIds: readonly string[]): string {
  const { model, samples, prediction } = answers;
  const { classes } = samples;
  const rows = model.loss === "softmax-cross-entropy" ? probabilitiesOf(answers) : rowsOf(answers);
  const names = classes ?? outputIds;
  const headings = ["sample", ...(classes ? ["predicted"] : []), ...names.map(shownName)];
  const lines = [textTable(headings, predictRows(rows, classes), { count: samples.count })];
  if (samples.targetWidth > 0)
    lines.push(`loss ${shortNumber(prediction.loss)}${accuracyText(prediction.accuracy)}`);
  return lines.join("\n\n");
}

/** `, accuracy 97.25 %`, or nothing where there is none. */
export function accuracyText(accuracy: number | undefined): string {
  return accuracy === undefined ? "" : `, accuracy ${(100 * accuracy).toFixed(2)} %`;
}

function* predictRows(
  rows: Iterable<Float64Array>,
  classes: readonly string[] | undefined,
): Generator<readonly string[]> {
  let sample = 0;
  for (const row of rows) {
    const predicted = classes ? [shownName(classes[placeOfLargest(row)]!)] : [];
    yield [String(sample), ...predicted, ...Array.from(row, (output) => formatNumber(output, 6))];
    sample++;
  }
}

function* largestOf(answers: Answers, classes: readonly string[]): Generator<string> {
  for (const row of rowsOf(answers)) yield classes[placeOfLargest(row)]!;
}

function* rowsOf({ model, samples, prediction }: Answers): Generator<Float64Array> {
  const width = model.outputs.length;
  for (let s = 0; s < samples.count; s++) yield prediction.outputs.subarray(s * width, (s + 1) * width);
}

function* probabilitiesOf(answers: Answers): Generator<Float64Array> {
  for (const row of rowsOf(answers)) {
    const largest = row.reduce((most, z) => Math.max(most, z), -Infinity);
    const exponentials = row.map((z) => Math.exp(z - largest));
    const sum = exponentials.reduce((total, e) => total + e, 0);
    yield exponentials.map((e) => e / sum);
  }
}

function placeOfLargest(row: Float64Array): number {
  return row.reduce((best, output, k) => (output > row[best]! ? k : best), 0);
}
