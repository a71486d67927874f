/* eslint-disable @typescript-eslint/no-non-null-assertion -- every neuron and synapse has its entry in each map */
import type { Trace, TraceEvent } from "../../src/index.ts";
import type { Change } from "../../src/trace/change.ts";
import { type FlatNetwork, type NetworkFile, neuronsOf } from "../oracle/network-json.ts";

/**
 * The numbers that a run of sigmoid neurons with the half squared error and plain descent has to have, event by event in
 * the order of its trace, each from the formula of the textbook and from what was said before; `change` is made right
 * after event `at`. Shares no code with the network. The first event that says otherwise is named.
 */
export function firstDifference(trace: Trace, at: number, change: Change): string | undefined {
  const file = trace.header.network as NetworkFile;
  const free = "neurons" in file ? file.neurons.filter(({ trainBias }) => trainBias !== false) : [];
  const run = new ScalarRun(neuronsOf(file), new Set(free.map(({ id }) => id)));
  for (const event of trace.events) {
    const said = numbersIn(event);
    const derived = run.derive(event);
    const i = said.findIndex((number, k) => !Object.is(number, derived[k]));
    if (i >= 0 || said.length !== derived.length) {
      return `event ${event.n} (${event.kind}): ${String(derived)} is told as ${String(said)}`;
    }
    if (event.n === at) run.change(change);
  }
  return undefined;
}

function numbersIn(event: TraceEvent): readonly number[] {
  switch (event.kind) {
    case "deliver":
      return [...event.values, event.weight, event.weightVersion];
    case "activate":
      return [event.bias, ...event.z, ...event.a, ...event.gain];
    case "loss":
      return event.losses;
    case "error":
      return event.values;
    case "delta":
      return [...event.sum, ...event.gain, ...event.added, ...event.delta];
    case "gradient":
      return [...event.weights, event.bias];
    case "commit":
      return [...event.weights, event.bias, event.weightVersion];
    default:
      return [];
  }
}

class ScalarRun {
  readonly #network: FlatNetwork;
  readonly #trained: ReadonlySet<string>;
  readonly #weights = new Map<string, number>();
  readonly #biases = new Map<string, number>();
  readonly #versions = new Map<string, number>();
  readonly #gradients = new Map<string, readonly number[]>();
  /** By direction, neuron and sample of the batch. */
  #said = new Map<string, number>();
  #z = new Map<string, number>();
  #targets = new Map<string, number>();
  #batch = -1;
  #count = 0;
  #rate = NaN;

  /** `trained`: neurons whose bias is. */
  constructor(network: FlatNetwork, trained: ReadonlySet<string>) {
    this.#network = network;
    this.#trained = trained;
    for (const { from, to, weight } of network.synapses) this.#weights.set(`${from}>${to}`, weight);
    for (const { id, bias } of network.neurons) {
      this.#biases.set(id, bias);
      this.#versions.set(id, 0);
    }
  }

  change(change: Change): void {
    if (change.kind === "weight") this.#weights.set(`${change.from}>${change.to}`, change.value);
    else if (change.kind === "bias") this.#biases.set(change.neuron, change.value);
    else if (change.batch === this.#batch) {
      this.#said.set(`${change.direction} ${change.from} ${change.sample}`, change.value);
    }
  }

  derive(event: TraceEvent): readonly number[] {
    switch (event.kind) {
      case "train":
        this.#rate = event.settings.learningRate as number;
        return [];
      case "batch":
        this.#batch = event.batch;
        this.#count = event.rows.length;
        this.#said = new Map();
        return [];
      case "feed":
        event.samples.forEach((s, i) => this.#said.set(`forward ${event.neuron} ${s}`, event.values[i]!));
        return [];
      case "deliver": {
        const { direction, from, to, samples } = event;
        const [source, target] = direction === "forward" ? [from, to] : [to, from];
        const values = samples.map((s) => this.#said.get(`${direction} ${from} ${s}`)!);
        return [...values, this.#weights.get(`${source}>${target}`)!, this.#versions.get(target)!];
      }
      case "activate":
        return this.#activate(event.neuron, event.samples);
      case "loss":
        event.outputs.forEach((id, k) => {
          event.samples.forEach((s, i) => this.#targets.set(`${id} ${s}`, event.targets[k]![i]!));
        });
        return event.samples.map((s) =>
          event.outputs.reduce((sum, id) => sum + 0.5 * this.#miss(id, s) * this.#miss(id, s), 0),
        );
      case "error":
        return event.samples.map((s) => this.#miss(event.to, s));
      case "delta":
        return this.#answer(event.neuron, event.samples);
      case "gradient":
        return this.#gradient(event.neuron);
      case "commit":
        return this.#commit(event.neuron);
      default:
        return [];
    }
  }

  #activate(id: string, samples: readonly number[]): number[] {
    const bias = this.#biases.get(id)!;
    const z = samples.map((s) => {
      let sum = bias;
      for (const from of this.#sources(id)) {
        sum += this.#weights.get(`${from}>${id}`)! * this.#said.get(`forward ${from} ${s}`)!;
      }
      this.#z.set(`${id} ${s}`, sum);
      return sum;
    });
    const a = z.map((each) => 1 / (1 + Math.exp(-each)));
    samples.forEach((s, i) => this.#said.set(`forward ${id} ${s}`, a[i]!));
    return [bias, ...z, ...a, ...a.map((each) => each * (1 - each))];
  }

  #answer(id: string, samples: readonly number[]): number[] {
    const sums = samples.map((s) => {
      let sum = 0;
      for (const { from, to } of this.#network.synapses) {
        if (from === id) sum += this.#weights.get(`${id}>${to}`)! * this.#said.get(`backward ${to} ${s}`)!;
      }
      return this.#network.outputs.includes(id) ? sum + this.#miss(id, s, "then") : sum;
    });
    // The gain is of what it computed itself, whatever was made of its message since.
    const gains = samples.map((s) => {
      const a = 1 / (1 + Math.exp(-this.#z.get(`${id} ${s}`)!));
      return a * (1 - a);
    });
    const deltas = sums.map((sum, i) => gains[i]! * sum);
    samples.forEach((s, i) => this.#said.set(`backward ${id} ${s}`, deltas[i]!));
    return [...sums, ...gains, ...deltas];
  }

  readonly #misses = new Map<string, number>();

  /** a − t; "then": as the loss found it. */
  #miss(id: string, sample: number, when: "now" | "then" = "now"): number {
    const key = `${this.#batch} ${id} ${sample}`;
    if (when === "now") {
      this.#misses.set(
        key,
        this.#said.get(`forward ${id} ${sample}`)! - this.#targets.get(`${id} ${sample}`)!,
      );
    }
    return this.#misses.get(key)!;
  }

  /** Means over the batch, summed in two lanes. */
  #gradient(id: string): readonly number[] {
    const mean = (of: (sample: number) => number): number => {
      const lanes: [number, number] = [0, 0];
      for (let s = 0; s < this.#count; s++) lanes[s % 2 === 0 ? 0 : 1] += of(s);
      return (lanes[0] + lanes[1]) * (1 / this.#count);
    };
    const delta = (s: number): number => this.#said.get(`backward ${id} ${s}`)!;
    const weights = this.#sources(id).map((from) =>
      mean((s) => this.#said.get(`forward ${from} ${s}`)! * delta(s)),
    );
    const gradient = [...weights, mean(delta)];
    this.#gradients.set(id, gradient);
    return gradient;
  }

  #commit(id: string): number[] {
    const gradient = this.#gradients.get(id)!;
    this.#sources(id).forEach((from, i) => {
      const key = `${from}>${id}`;
      this.#weights.set(key, this.#weights.get(key)! - this.#rate * gradient[i]!);
    });
    if (this.#trained.has(id)) this.#biases.set(id, this.#biases.get(id)! - this.#rate * gradient.at(-1)!);
    this.#versions.set(id, this.#versions.get(id)! + 1);
    const row = this.#sources(id).map((from) => this.#weights.get(`${from}>${id}`)!);
    return [...row, this.#biases.get(id)!, this.#versions.get(id)!];
  }

  #sources(id: string): string[] {
    return this.#network.synapses.filter(({ to }) => to === id).map(({ from }) => from);
  }
}
