import type { Numbers } from "../precision.ts";
import type { Block } from "./block.ts";
import type { UpdateKernels } from "./kernels.ts";
import { scalars as at } from "./scalars.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion --
   from … to − 1 lies inside every block, a state has the blocks of its rule, and there is every scalar */

/** The optimizers' rules in plain JavaScript. `round` rounds to the precision of the blocks. */
export function jsUpdates(round: (x: number) => number): UpdateKernels {
  const decayed = (gradient: number, parameter: number, decay: number): number =>
    decay === 0 ? gradient : round(gradient + round(decay * parameter));

  const meanSquare = (square: number, gradient: number, kept: number, entering: number): number =>
    round(round(kept * square) + round(round(entering * gradient) * gradient));

  return {
    sgd({ numbers: parameters }, { numbers: gradients }, _, { numbers: scalars }, from, to) {
      const [rate, decay] = [scalars[at.rate]!, scalars[at.decay]!];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        parameters[i] = round(parameter - round(rate * decayed(gradients[i]!, parameter, decay)));
      }
    },

    momentum({ numbers: parameters }, { numbers: gradients }, state, { numbers: scalars }, from, to) {
      const buffer = numbersOf(state, 0);
      const [rate, decay] = [scalars[at.rate]!, scalars[at.decay]!];
      const [kept, entering] = [scalars[at.kept]!, scalars[at.entering]!];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, decay);
        const rolling = round(round(kept * buffer[i]!) + round(entering * gradient));
        buffer[i] = rolling;
        parameters[i] = round(parameter - round(rate * rolling));
      }
    },

    nesterov({ numbers: parameters }, { numbers: gradients }, state, { numbers: scalars }, from, to) {
      const buffer = numbersOf(state, 0);
      const [rate, decay, kept] = [scalars[at.rate]!, scalars[at.decay]!, scalars[at.kept]!];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, decay);
        const rolling = round(round(kept * buffer[i]!) + gradient);
        buffer[i] = rolling;
        parameters[i] = round(parameter - round(rate * round(gradient + round(kept * rolling))));
      }
    },

    rmsprop({ numbers: parameters }, { numbers: gradients }, state, { numbers: scalars }, from, to) {
      const squares = numbersOf(state, 0);
      const [rate, decay, epsilon] = [scalars[at.rate]!, scalars[at.decay]!, scalars[at.epsilon]!];
      const [kept, entering] = [scalars[at.keptOfSquares]!, scalars[at.enteringOfSquares]!];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, decay);
        const square = meanSquare(squares[i]!, gradient, kept, entering);
        squares[i] = square;
        const root = round(round(Math.sqrt(square)) + epsilon);
        parameters[i] = round(parameter - round(round(rate * gradient) / root));
      }
    },

    adam({ numbers: parameters }, { numbers: gradients }, state, { numbers: scalars }, from, to) {
      const [means, squares] = [numbersOf(state, 0), numbersOf(state, 1)];
      const [rate, decay, epsilon] = [scalars[at.rate]!, scalars[at.decay]!, scalars[at.epsilon]!];
      const [kept, entering] = [scalars[at.kept]!, scalars[at.entering]!];
      const [keptOfSquares, enteringOfSquares] = [scalars[at.keptOfSquares]!, scalars[at.enteringOfSquares]!];
      const [correction, shrink] = [scalars[at.correction]!, scalars[at.shrink]!];
      for (let i = from; i < to; i++) {
        const parameter = parameters[i]!;
        const gradient = decayed(gradients[i]!, parameter, decay);
        const mean = round(round(kept * means[i]!) + round(entering * gradient));
        const square = meanSquare(squares[i]!, gradient, keptOfSquares, enteringOfSquares);
        means[i] = mean;
        squares[i] = square;
        const root = round(round(round(Math.sqrt(square)) / correction) + epsilon);
        parameters[i] = round(round(parameter * shrink) - round(round(rate * mean) / root));
      }
    },
  };
}

function numbersOf(state: readonly Block[], slot: number): Numbers {
  return state[slot]!.numbers;
}
