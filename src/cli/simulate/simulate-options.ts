import type { OptimizerName } from "../../math/optimizer.ts";
import type { InputOptions } from "../io/options.ts";
import type { DrawnLatency, Faults } from "../io/world-options.ts";

/** The options of the command `simulate`, parsed one by one. */
export interface SimulateOptions extends InputOptions {
  readonly seeds: number;
  readonly from: number;
  readonly latency?: DrawnLatency;
  readonly faults?: Faults;
  readonly epochs: number;
  readonly batchSize: number;
  readonly microBatch?: number;
  readonly learningRate: number;
  readonly optimizer: OptimizerName;
  readonly processes?: number;
  readonly out?: string;
  readonly replay?: string;
  readonly json?: true;
  readonly quiet?: true;
}
