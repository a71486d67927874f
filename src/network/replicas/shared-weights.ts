import type { Numbers } from "../../math/precision.ts";
import type { ReplicaStep } from "../../schedule/consistency/replica-step.ts";
import type { Model } from "../../model/model.ts";
import type { Learner } from "./learner.ts";
import type { Team } from "./team.ts";
import { UnderWay } from "./under-way.ts";
import type { Weights } from "./weights.ts";

/** Where a piece of the weights begins, and where it ends: a neuron's row. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The rows of all neurons, in the order of the parameters. */
export function piecesOf({ populations }: Model): Piece[] {
  return populations
    .filter(({ activation }) => activation !== "input")
    .flatMap(({ rows, size, fanIn }) =>
      Array.from({ length: size }, (_, member) => {
        const from = rows + member * (fanIn + 1);
        return { from, to: from + fanIn + 1 };
      }),
    )
    .sort((one, other) => one.from - other.from);
}

/** Weights in one memory, which all workers read and write row by row, each with what it loaded before. */
export class SharedWeights implements Weights {
  readonly #team: Team;
  readonly #pieces: readonly Piece[];
  readonly #learners: readonly Learner[];
  readonly #shared: Numbers;
  /** What each worker has read, piece by piece; and what it has loaded to be changed. */
  readonly #read: readonly Numbers[];
  readonly #loaded: readonly Numbers[];
  /** The gradient at hand of each worker. */
  readonly #gradients = new UnderWay<Numbers>("gradient");

  constructor(team: Team, model: Model, learners: readonly Learner[], shared: Numbers) {
    this.#team = team;
    this.#pieces = piecesOf(model);
    this.#learners = learners;
    this.#shared = shared;
    this.#read = learners.map(() => shared.slice());
    this.#loaded = learners.map(() => shared.slice());
  }

  parameters(): Numbers {
    return this.#shared;
  }

  perform(step: ReplicaStep): void {
    if (step.kind === "read-piece") copy(this.#pieces[step.piece], this.#shared, this.#read[step.worker]);
    else if (step.kind === "begin") this.#compute(step.worker, step.microBatch);
    else if (step.kind === "load-piece")
      copy(this.#pieces[step.piece], this.#shared, this.#loaded[step.worker]);
    else if (step.kind === "store-piece") this.#store(step.worker, this.#pieces[step.piece]);
  }

  #compute(worker: number, microBatch: number): void {
    const read = this.#read[worker];
    if (read !== undefined) this.#team.adopt(worker, read);
    this.#gradients.put(worker, this.#team.compute(worker, microBatch).parameters);
    this.#learners[worker]?.begin();
  }

  #store(worker: number, piece: Piece | undefined): void {
    const loaded = this.#loaded[worker];
    if (loaded === undefined || piece === undefined) return;
    this.#learners[worker]?.move(loaded, this.#gradients.get(worker), piece.from, piece.to);
    copy(piece, loaded, this.#shared);
  }
}

function copy(piece: Piece | undefined, from: Numbers, to: Numbers | undefined): void {
  if (piece !== undefined) to?.set(from.subarray(piece.from, piece.to), piece.from);
}
