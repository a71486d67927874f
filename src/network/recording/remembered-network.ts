import type { Loss } from "../../math/loss.ts";
import { newNumbers, type Numbers, type Precision } from "../../math/precision.ts";
import type { Model } from "../../model/model.ts";
import type { NeuronIds } from "../../model/neuron-ids.ts";
import type { Shared } from "../../neuron/shared.ts";
import type { Change } from "../../trace/change.ts";
import type { TraceLevel } from "../../trace/header.ts";
import { changeParameter } from "../apply-change.ts";
import type { Network } from "../network.ts";
import type { Watched, WatchedNeuron } from "../watching/watched.ts";
import { biasIn, vectorIn } from "./blocks.ts";
import type { BlockEntry } from "./entry.ts";

/** A network as it was when what a log holds was said; whoever reads the log keeps it in step. */
export class RememberedNetwork implements Watched {
  readonly model: Model;
  readonly ids: NeuronIds;
  readonly precision: Precision;
  readonly lossEnters: Loss["enters"];
  /** Empty where no messages on synapses are told of: nothing else asks for weights. */
  readonly parameters: Numbers;
  readonly errorWeights: Numbers;
  now = 0;
  readonly groups: readonly RememberedGroup[];
  readonly #neurons: readonly WatchedNeuron[];

  constructor(network: Network, level: TraceLevel) {
    const { model, ids, precision, lossEnters, populations } = network;
    this.model = model;
    this.ids = ids;
    this.precision = precision;
    this.lossEnters = lossEnters;
    this.parameters = newNumbers(precision, level === "synapse" ? model.parameterCount : 0);
    const hasFeedback = network.errorWeights !== network.parameters;
    this.errorWeights = hasFeedback ? newNumbers(precision, this.parameters.length) : this.parameters;
    this.groups = populations.map(({ shared }) => new RememberedGroup(shared));
    this.#neurons = this.groups.flatMap((group, index) =>
      Array.from(populations[index]?.neurons ?? [], (_, member) => new RememberedNeuron(group, member)),
    );
  }

  neurons(): readonly WatchedNeuron[] {
    return this.#neurons;
  }

  /** The weights are what stands there. */
  recall(numbers: Numbers, at: number): void {
    const { length } = this.parameters;
    this.parameters.set(numbers.subarray(at, at + length));
    if (this.errorWeights === this.parameters) return;
    this.errorWeights.set(numbers.subarray(at + length, at + 2 * length));
  }

  change(change: Change): void {
    if (change.kind !== "message" && this.parameters.length > 0) changeParameter(this, change);
  }

  /** Rows from the place `from` on were committed: error signals see the new weights where they have none of their own. */
  commit(from: number, rows: Numbers): void {
    if (this.parameters.length === 0) return;
    this.parameters.set(rows, from);
    const { feedback } = this.model;
    if (feedback === undefined) return;
    for (let i = 0; i < rows.length; i++) {
      if (Number.isNaN(feedback[from + i])) this.errorWeights[from + i] = rows[i] ?? NaN;
    }
  }
}

/** Neurons that are told together: the block in which stands what they have done last. */
export class RememberedGroup {
  readonly shared: Shared;
  weightVersion = 0;
  numbers: Numbers = new Float64Array(0);
  block: BlockEntry | undefined;

  constructor(shared: Shared) {
    this.shared = shared;
  }

  /** They have done what stands in this block. */
  has(numbers: Numbers, block: BlockEntry): void {
    this.numbers = numbers;
    this.block = block;
    this.weightVersion = block.weightVersion;
  }
}

class RememberedNeuron implements WatchedNeuron {
  readonly group: RememberedGroup;
  readonly #member: number;

  constructor(group: RememberedGroup, member: number) {
    this.group = group;
    this.#member = member;
  }

  get id(): string {
    const { idOf, firstSlot } = this.group.shared;
    return idOf(firstSlot + this.#member);
  }

  get weightVersion(): number {
    return this.group.weightVersion;
  }

  get bias(): number {
    const { numbers, block } = this.group;
    return block === undefined ? NaN : biasIn(numbers, block, this.#member);
  }

  vector(name: "z" | "gain"): number[] {
    const { numbers, block, shared } = this.group;
    return block === undefined ? [] : vectorIn(numbers, block, shared.role, name, this.#member);
  }
}
