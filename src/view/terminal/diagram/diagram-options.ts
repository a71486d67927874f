import type { Paint } from "../../paint.ts";
import type { NeuronState } from "./diagram-box.ts";

/** A message on its way over one synapse; a backward one goes from the synapse's target to its source. */
export interface Travelling {
  readonly direction: "forward" | "backward";
  /** Sender and receiver. */
  readonly from: string;
  readonly to: string;
  /** Share of the way that lies behind it; undefined: it has arrived, no dot is drawn. */
  readonly share?: number | undefined;
}

export interface DiagramSize {
  /** No line is wider. */
  readonly columns: number;
  /** A network that would be higher with a box for each neuron is drawn more briefly; 24 unless said. */
  readonly rows?: number | undefined;
}

export interface DiagramOptions {
  /** "reversed": the same places, every arrow turned round, every neuron an amplifier of constant gain. */
  readonly mode: "plain" | "forward" | "reversed";
  readonly paint?: Paint | undefined;
  /** What is known of each neuron, by its id. */
  readonly neurons?: ReadonlyMap<string, NeuronState> | undefined;
  /** Weights to show at the receiving ends, by synapseKey. */
  readonly weights?: ReadonlyMap<string, number> | undefined;
  readonly message?: Travelling | undefined;
  /** The neuron that has just computed something. */
  readonly busy?: string | undefined;
  /** Whether error signals flow on to the inputs, as in NetworkOptions; "end" unless said. */
  readonly inputErrors?: "end" | "receive" | undefined;
}

/** The name of a synapse in maps, the way activations go. */
export function synapseKey(source: string, target: string): string {
  return `${source}→${target}`;
}
