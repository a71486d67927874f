import { random, type Random } from "../../math/random.ts";
import {
  samplesOption,
  seedOption,
  shuffleOption,
  type ChoiceOption,
  type GeneratedSet,
  type NumberOption,
} from "../generated-set.ts";
import { digitStyles, type Stroke, type StrokePoint } from "./glyph-strokes.ts";
import { between } from "./points.ts";
import { shuffle } from "./shuffle.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops stay within the arrays that they are given */

const sizeOption: ChoiceOption<"8" | "28"> = {
  holds: "choice",
  default: "28",
  allowed: ["8", "28"],
  description: "width and height of an image in pixels",
};

const noiseOption: NumberOption = {
  holds: "number",
  default: 0.05,
  least: 0,
  most: 0.5,
  description: "most that a pixel is off",
};

const options = {
  samples: samplesOption(1000),
  size: sizeOption,
  noise: noiseOption,
  seed: seedOption,
  shuffle: shuffleOption,
};

/**
 * Digits as a hand might write them: one of several styles each, with a random shift, size, turn, slant,
 * waviness and width of the pen. Inputs: size × size shades of gray 0 … 1, row by row; targets: one-hot of
 * the ten digits. Without shuffling, sample i is the digit i mod 10.
 */
export const glyphs: GeneratedSet<typeof options> = {
  description: "gray images of drawn digits, in ten classes",
  options,
  generate(values) {
    const size = Number(values.size);
    const digits = Array.from({ length: values.samples }, (_, i) => i % 10);
    if (values.shuffle === "yes") shuffle(digits, random(values.seed, "generated/glyphs/shuffle"));
    const numbers = random(values.seed, "generated/glyphs");
    const inputs = new Float64Array(digits.length * size * size);
    const targets = new Float64Array(digits.length * 10);
    digits.forEach((digit, i) => {
      const image = inputs.subarray(i * size * size, (i + 1) * size * size);
      draw(image, size, digit, numbers);
      addNoise(image, values.noise, numbers);
      targets[i * 10 + digit] = 1;
    });
    return {
      count: digits.length,
      inputWidth: size * size,
      targetWidth: 10,
      inputs,
      targets,
      classes: digitStyles.map((_, digit) => String(digit)),
    };
  },
};

function draw(image: Float64Array, size: number, digit: number, numbers: Random): void {
  const styles = digitStyles[digit] ?? [];
  const strokes = styles[numbers.integer(styles.length)] ?? [];
  const place = placement(size, numbers);
  const halfWidth = size * between(numbers, 0.03, 0.06);
  const nearest = new Float64Array(size * size).fill(Infinity);
  for (const stroke of strokes) measure(nearest, size, stroke.map(place), halfWidth + 1);
  // A pixel is as dark as its square would be if the pen's edge crossed it squarely.
  for (let i = 0; i < image.length; i++) {
    image[i] = Math.max(0, Math.min(1, halfWidth + 0.5 - Math.sqrt(nearest[i]!)));
  }
}

/** A random way from the unit square to pixels, the same for all strokes of a digit. */
function placement(size: number, numbers: Random): (point: StrokePoint) => StrokePoint {
  const scaleX = size * between(numbers, 0.6, 0.76);
  const scaleY = size * between(numbers, 0.64, 0.76);
  const slant = between(numbers, -0.1, 0.25);
  const turn = between(numbers, -0.15, 0.15);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const shiftX = size * between(numbers, 0.45, 0.55);
  const shiftY = size * between(numbers, 0.46, 0.54);
  const [phaseX, phaseY] = [between(numbers, 0, 2 * Math.PI), between(numbers, 0, 2 * Math.PI)];
  const wave = between(numbers, 0, 0.045);
  return ([unitX, unitY]) => {
    const x = unitX - 0.5 + wave * Math.sin(5 * unitY + phaseX);
    const y = unitY - 0.5 + wave * Math.sin(5 * unitX + phaseY);
    const [wide, high] = [scaleX * (x - slant * y), scaleY * y];
    return [shiftX + cos * wide - sin * high, shiftY + sin * wide + cos * high];
  };
}

/**
 * Lowers each pixel's squared distance to the stroke, where its centre is within `reach` of a piece's bounds.
 */
function measure(nearest: Float64Array, size: number, stroke: Stroke, reach: number): void {
  for (let piece = 1; piece < stroke.length; piece++) {
    const [[fromX, fromY], [toX, toY]] = [stroke[piece - 1]!, stroke[piece]!];
    const [alongX, alongY] = [toX - fromX, toY - fromY];
    const square = alongX * alongX + alongY * alongY;
    const columns = pixels(Math.min(fromX, toX) - reach, Math.max(fromX, toX) + reach, size);
    const rows = pixels(Math.min(fromY, toY) - reach, Math.max(fromY, toY) + reach, size);
    for (let row = rows.first; row <= rows.last; row++) {
      for (let column = columns.first; column <= columns.last; column++) {
        const x = column + 0.5 - fromX;
        const y = row + 0.5 - fromY;
        const part = square === 0 ? 0 : Math.max(0, Math.min(1, (x * alongX + y * alongY) / square));
        const offX = x - part * alongX;
        const offY = y - part * alongY;
        const i = row * size + column;
        nearest[i] = Math.min(nearest[i]!, offX * offX + offY * offY);
      }
    }
  }
}

function pixels(from: number, to: number, size: number): { readonly first: number; readonly last: number } {
  return { first: Math.max(0, Math.floor(from)), last: Math.min(size - 1, Math.ceil(to)) };
}

function addNoise(image: Float64Array, noise: number, { uniform }: Random): void {
  if (noise === 0) return;
  for (let i = 0; i < image.length; i++) {
    image[i] = Math.max(0, Math.min(1, image[i]! + noise * (2 * uniform() - 1)));
  }
}
