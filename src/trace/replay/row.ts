/** A neuron's own parameters. What a trace does not tell is undefined. */
export interface Row {
  /** Its sources, in synapse order. */
  readonly from: readonly string[];
  /** One a source. */
  readonly weights: readonly number[] | undefined;
  readonly bias: number | undefined;
  /** How many commits they have seen. */
  readonly version: number | undefined;
}

/** What of a row changes. */
export type Numbers = Omit<Row, "from">;
