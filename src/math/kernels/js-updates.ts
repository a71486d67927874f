import type { UpdateKernels } from "./kernels.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- from … to − 1 lies inside every block */

/** The optimizers' rules in plain JavaScript. `round` rounds to the precision of the blocks. */
export function jsUpdates(round: (x: number) => number): UpdateKernels {
  const decayed = (gradient: number, parameter: number, decay: number): number =>
    decay === 0 ? gradient : round(gradient + round(decay * parameter));

  const meanSquare = (square: number, gradient: number, kept: number, entering: number): number =>
    round(round(kept * square) + round(round(entering * gradient) * gradient));

  return {
    sgd({ numbers: parameters }, { numbers: gradients }, from, to, rate, decay) {
      const [r, d] = [round(rate), round(decay)];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        parameters[i] = round(parameter - round(r * decayed(gradients[i]!, parameter, d)));
      }
    },

    momentum(
      { numbers: parameters },
      { numbers: gradients },
      { numbers: buffer },
      from,
      to,
      rate,
      kept,
      entering,
      decay,
    ) {
      const [r, k, e, d] = [round(rate), round(kept), round(entering), round(decay)];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, d);
        const rolling = round(round(k * buffer[i]!) + round(e * gradient));
        buffer[i] = rolling;
        parameters[i] = round(parameter - round(r * rolling));
      }
    },

    nesterov(
      { numbers: parameters },
      { numbers: gradients },
      { numbers: buffer },
      from,
      to,
      rate,
      kept,
      decay,
    ) {
      const [r, k, d] = [round(rate), round(kept), round(decay)];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, d);
        const rolling = round(round(k * buffer[i]!) + gradient);
        buffer[i] = rolling;
        parameters[i] = round(parameter - round(r * round(gradient + round(k * rolling))));
      }
    },

    rmsprop(
      { numbers: parameters },
      { numbers: gradients },
      { numbers: squares },
      from,
      to,
      rate,
      kept,
      entering,
      epsilon,
      decay,
    ) {
      const [r, k, e, d] = [round(rate), round(kept), round(entering), round(decay)];
      const small = round(epsilon);
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, d);
        const square = meanSquare(squares[i]!, gradient, k, e);
        squares[i] = square;
        const root = round(round(Math.sqrt(square)) + small);
        parameters[i] = round(parameter - round(round(r * gradient) / root));
      }
    },

    adam(
      { numbers: parameters },
      { numbers: gradients },
      { numbers: means },
      { numbers: squares },
      from,
      to,
      rate,
      correction,
      shrink,
      kept1,
      entering1,
      kept2,
      entering2,
      epsilon,
      decay,
    ) {
      const [r, c, s, d] = [round(rate), round(correction), round(shrink), round(decay)];
      const [k1, e1, k2, e2] = [round(kept1), round(entering1), round(kept2), round(entering2)];
      const small = round(epsilon);
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, d);
        const mean = round(round(k1 * means[i]!) + round(e1 * gradient));
        const square = meanSquare(squares[i]!, gradient, k2, e2);
        means[i] = mean;
        squares[i] = square;
        const root = round(round(round(Math.sqrt(square)) / c) + small);
        parameters[i] = round(round(parameter * s) - round(round(r * mean) / root));
      }
    },
  };
}
