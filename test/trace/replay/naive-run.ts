/* eslint-disable @typescript-eslint/no-non-null-assertion -- every neuron of the network has its entry in each map */
import type { EventOf, Trace, TraceEvent } from "../../../src/index.ts";
import type { Change } from "../../../src/trace/change.ts";
import { type FlatNetwork, type NetworkFile, neuronsOf } from "../../oracle/network-json.ts";
import { gradientOf, messageText } from "./snapshot.ts";
import type { JoinSnapshot, NeuronSnapshot, Snapshot, TurnSnapshot } from "./snapshot.ts";

/** A change that takes effect right after event `at`. */
export interface DueChange {
  readonly at: number;
  readonly change: Change;
}

interface Row {
  readonly from: readonly string[];
  weights: readonly number[];
  bias: number;
  version: number;
}

/** One neuron (or the loss) and one micro-batch: what it has heard and said, as the very events. */
interface Cell {
  readonly forward: EventOf<"deliver">[];
  readonly backward: EventOf<"deliver">[];
  error?: EventOf<"error">;
  fed?: EventOf<"feed">;
  activated?: EventOf<"activate">;
  evaluated?: EventOf<"loss">;
  answered?: EventOf<"delta">;
  a?: readonly number[];
  delta?: readonly number[];
}

/**
 * A run as its events tell it, the slow way: they are folded one by one into plain maps, and everything is counted
 * anew whenever it is asked for. Shares no code with the replay. For traces that begin with their run.
 */
export class NaiveRun {
  readonly #trace: Trace;
  readonly #network: FlatNetwork;
  readonly #changes: readonly DueChange[];
  readonly #sources = new Map<string, string[]>();
  readonly #targets = new Map<string, string[]>();
  readonly #rows = new Map<string, Row>();
  #batch: EventOf<"batch"> | undefined;
  #cells: Map<string, Cell>[] = [];
  /** Of each micro-batch, the samples that are told. */
  #samples: number[][] = [];
  #begun = new Set<number>();
  #gradients = new Map<string, EventOf<"gradient">>();
  #event: TraceEvent | undefined;

  constructor(trace: Trace, changes: readonly DueChange[] = []) {
    this.#trace = trace;
    this.#changes = changes;
    this.#network = neuronsOf(trace.header.network as NetworkFile);
    const { neurons, synapses } = this.#network;
    for (const { id, isInput, bias } of neurons) {
      this.#sources.set(id, []);
      this.#targets.set(id, []);
      if (isInput) continue;
      const incoming = synapses.filter(({ to }) => to === id);
      const weights = incoming.map(({ weight }) => weight);
      this.#rows.set(id, {
        from: incoming.map(({ from }) => from),
        weights,
        bias,
        version: trace.header.options.commits,
      });
    }
    for (const { from, to } of synapses) {
      this.#sources.get(to)!.push(from);
      this.#targets.get(from)!.push(to);
    }
  }

  take(event: TraceEvent): void {
    this.#event = event;
    if ("microBatch" in event && event.samples.length > 0) this.#begun.add(event.microBatch);
    switch (event.kind) {
      case "batch":
        this.#batch = event;
        this.#cells = event.microBatches.map(() => new Map<string, Cell>());
        this.#samples = event.microBatches.map((_, m) => this.#samplesOf(event, m));
        this.#begun = new Set();
        this.#gradients = new Map();
        break;
      case "feed":
        Object.assign(this.#cell(event.neuron, event.microBatch), { fed: event, a: event.values });
        break;
      case "deliver":
        this.#cell(event.to, event.microBatch)[event.direction].push(event);
        break;
      case "activate":
        Object.assign(this.#cell(event.neuron, event.microBatch), { activated: event, a: event.a });
        break;
      case "loss":
        this.#cell("the loss", event.microBatch).evaluated = event;
        break;
      case "error":
        this.#cell(event.to, event.microBatch).error = event;
        break;
      case "delta":
        Object.assign(this.#cell(event.neuron, event.microBatch), { answered: event, delta: event.delta });
        break;
      case "gradient":
        this.#gradients.set(event.neuron, event);
        break;
      case "commit":
        Object.assign(this.#rows.get(event.neuron)!, {
          weights: event.weights,
          bias: event.bias,
          version: event.weightVersion,
        });
        break;
      default:
        break;
    }
    for (const { at, change } of this.#changes) if (at === event.n) this.#apply(change);
  }

  snapshot(): Snapshot {
    const { n, t } = this.#event!;
    const microBatches = this.#batch?.microBatches.map((_, m) => m) ?? [];
    const told = this.#network.neurons.filter(({ id }) => this.#isTold(id));
    return {
      n,
      t,
      batch: this.#batchSnapshot(),
      neurons: Object.fromEntries(told.map(({ id }) => [id, this.#neuron(id)])),
      losses: microBatches.map((m) => this.#loss(m)),
      underWay: microBatches.map((m) => this.#underWay(m).sort()),
    };
  }

  #apply(change: Change): void {
    if (change.kind === "bias") {
      this.#rows.get(change.neuron)!.bias = change.value;
    } else if (change.kind === "weight") {
      const row = this.#rows.get(change.to)!;
      row.weights = row.weights.map((w, i) => (row.from[i] === change.from ? change.value : w));
    } else if (this.#batch?.batch === change.batch) {
      for (const cells of this.#cells) {
        const cell = cells.get(change.from);
        const samples = (cell?.fed ?? cell?.activated)?.samples ?? [];
        const withChange = (values: readonly number[] | undefined) =>
          values?.map((value, i) => (samples[i] === change.sample ? change.value : value));
        if (cell === undefined) continue;
        if (change.direction === "forward") Object.assign(cell, { a: withChange(cell.a) });
        else Object.assign(cell, { delta: withChange(cell.delta) });
      }
    }
  }

  #cell(id: string, microBatch: number): Cell {
    const cells = this.#cells[microBatch]!;
    const cell = cells.get(id) ?? { forward: [], backward: [] };
    cells.set(id, cell);
    return cell;
  }

  #isTold(id: string): boolean {
    return this.#trace.header.options.neurons?.includes(id) ?? true;
  }

  #isInput(id: string): boolean {
    return this.#network.inputs.includes(id);
  }

  /** Whether error signals reach it. */
  #answers(id: string): boolean {
    return !this.#isInput(id) || this.#trace.header.options.inputErrors === "receive";
  }

  #samplesOf({ microBatches }: EventOf<"batch">, microBatch: number): number[] {
    const { samples } = this.#trace.header.options;
    const first = microBatches.slice(0, microBatch).reduce((sum, size) => sum + size, 0);
    const all = Array.from({ length: microBatches[microBatch]! }, (_, i) => first + i);
    return all.filter((sample) => samples?.includes(sample) ?? true);
  }

  #isDone(microBatch: number): boolean {
    const told = this.#network.neurons.filter(({ id }) => this.#isTold(id));
    if (this.#batch?.purpose === "evaluate") {
      return told.every(({ id }) => this.#cell(id, microBatch).a !== undefined);
    }
    return told.every(({ id }) => !this.#answers(id) || this.#cell(id, microBatch).delta !== undefined);
  }

  #batchSnapshot(): Snapshot["batch"] {
    if (this.#batch === undefined) return undefined;
    const { batch: number, purpose, rows, microBatches } = this.#batch;
    const all = microBatches.map((_, m) => m);
    const told = all.filter((m) => this.#samples[m]!.length > 0);
    const count = (parts: readonly number[]): number =>
      parts.reduce((sum, m) => sum + this.#samples[m]!.length, 0);
    return {
      number,
      purpose,
      size: rows.length,
      samples: { done: count(told.filter((m) => this.#isDone(m))), of: count(told) },
      microBatches,
      inFlight: told.filter((m) => this.#begun.has(m) && !this.#isDone(m)),
      isCut: false,
    };
  }

  #neuron(id: string): NeuronSnapshot {
    const row = this.#rows.get(id);
    const isUsed = this.#batch !== undefined && this.#batch.purpose !== "evaluate" && this.#answers(id);
    const parts = this.#batch?.microBatches.map((_, m) => m) ?? [];
    const size = (which: readonly number[]) => which.reduce((sum, m) => sum + this.#samples[m]!.length, 0);
    const answered = parts.filter((m) => this.#cell(id, m).delta !== undefined);
    return {
      row: row && { from: row.from, weights: row.weights, bias: row.bias, version: row.version },
      gradient: gradientOf(this.#gradients.get(id)),
      accumulated: isUsed ? { done: size(answered), of: size(parts) } : undefined,
      turns: parts.map((m) => (this.#samples[m]!.length === 0 ? undefined : this.#turn(id, m))),
    };
  }

  #turn(id: string, m: number): TurnSnapshot {
    const cell = this.#cell(id, m);
    const isOneWay = this.#batch?.purpose === "evaluate" || !this.#answers(id);
    return {
      activation: this.#activation(id, m, cell),
      error: isOneWay ? undefined : this.#error(id, m, cell),
    };
  }

  #activation(id: string, m: number, cell: Cell): TurnSnapshot["activation"] {
    const { activated, forward } = cell;
    const sources = this.#sources.get(id)!;
    const said = cell.a !== undefined;
    const isHeard = (source: string): boolean => forward.some(({ from }) => from === source);
    const messages = sources.flatMap((source) => forward.filter(({ from }) => from === source));
    const partial = messages.length === 0 ? undefined : this.#sum(messages, this.#rows.get(id)!.bias);
    return {
      ...this.#join(sources, said ? [] : sources.filter((source) => !isHeard(source))),
      underWay: said ? [] : sources.filter((each) => !isHeard(each) && this.#says(each, m, "a")),
      messages: messages.map(messageText),
      sum: said ? activated?.z : partial,
      z: activated?.z,
      a: cell.a,
      gain: activated?.gain,
    };
  }

  #error(id: string, m: number, cell: Cell): TurnSnapshot["error"] {
    const { answered, backward, error } = cell;
    const isOutput = this.#network.outputs.includes(id);
    const senders = [...this.#targets.get(id)!, ...(isOutput ? ["loss"] : [])];
    const said = answered !== undefined;
    // A neuron may be called "loss": the loss stands last.
    const isHeard = (sender: string, i: number): boolean =>
      isOutput && i === senders.length - 1
        ? error !== undefined
        : backward.some(({ from }) => from === sender);
    const hasSaid = (sender: string, i: number): boolean =>
      isOutput && i === senders.length - 1
        ? this.#cell("the loss", m).evaluated !== undefined
        : this.#says(sender, m, "delta");
    const messages = this.#targets
      .get(id)!
      .flatMap((target) => backward.filter(({ from }) => from === target));
    let sum = messages.length === 0 ? undefined : this.#sum(messages, 0);
    if (error?.enters === "activation")
      sum = (sum ?? error.values.map(() => 0)).map((value, s) => value + error.values[s]!);
    const ifAny = (values: readonly number[] | undefined) => (values?.length === 0 ? undefined : values);
    return {
      ...this.#join(senders, said ? [] : senders.filter((sender, i) => !isHeard(sender, i))),
      awaitsLoss: !said && isOutput && error === undefined,
      underWay: said ? [] : senders.filter((sender, i) => !isHeard(sender, i) && hasSaid(sender, i)),
      messages: [...messages, ...(error === undefined ? [] : [error])].map(messageText),
      sum: said ? ifAny(answered.sum) : sum,
      gain: cell.activated?.gain ?? answered?.gain,
      added: error?.enters === "pre-activation" ? error.values : ifAny(answered?.added),
      delta: cell.delta,
    };
  }

  #loss(m: number): Snapshot["losses"][number] {
    if (this.#batch?.purpose === "evaluate" || this.#samples[m]!.length === 0) return undefined;
    const { outputs } = this.#network;
    const said = this.#cell("the loss", m).evaluated;
    return {
      ...this.#join(outputs, said === undefined ? outputs : []),
      underWay: said === undefined ? outputs.filter((id) => this.#says(id, m, "a")) : [],
      messages: [],
      losses: said?.losses,
      targets: said?.targets,
    };
  }

  #underWay(m: number): string[] {
    const messages = this.#network.neurons.flatMap(({ id }) => {
      if (!this.#isTold(id) || this.#samples[m]!.length === 0) return [];
      const { activation, error } = this.#turn(id, m);
      return [
        ...(activation?.underWay ?? []).map((from) => `forward ${from} ${id}`),
        ...(error?.underWay ?? []).map((from) => `backward ${from} ${id}`),
      ];
    });
    return [...messages, ...(this.#loss(m)?.underWay ?? []).map((from) => `forward ${from} loss`)];
  }

  #join(all: readonly string[], waitingFor: readonly string[]): Omit<JoinSnapshot, "underWay" | "messages"> {
    return { of: all.length, heard: all.length - waitingFor.length, waitingFor, awaitsLoss: false };
  }

  #says(id: string, m: number, what: "a" | "delta"): boolean {
    return this.#isTold(id) && this.#cell(id, m)[what] !== undefined;
  }

  #sum(messages: readonly EventOf<"deliver">[], start: number): number[] {
    const sum = messages[0]!.values.map(() => start);
    for (const { weight, values } of messages) values.forEach((value, s) => (sum[s]! += weight * value));
    return sum;
  }
}
