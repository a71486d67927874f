import type { EpochProgress } from "../../coordinator/training.ts";
import { Network } from "../../network/network.ts";
import type { Case } from "./random-case.ts";

/** What a run says of itself, batch by batch: each neuron's last words on each micro-batch, its gradient and its row. */
export interface Heard {
  readonly batches: Map<string, readonly number[]>[];
}

/** The same run where nothing goes wrong, with what is said of each epoch. */
export interface Calm extends Heard {
  readonly epochs: readonly string[];
}

/** Listens to every neuron of a network. What is said again (in another attempt) takes the place of what was said before. */
export function listen(network: Network): Heard {
  const batches: Map<string, readonly number[]>[] = [];
  const hear = (batch: number, what: string, values: readonly number[]): void => {
    (batches[batch] ??= new Map<string, readonly number[]>()).set(what, values);
  };
  for (const neuron of network.neurons()) {
    const { id } = neuron;
    neuron.forward$.subscribe(({ batch, microBatch, values }) =>
      hear(batch, `a ${id} ${microBatch}`, values),
    );
    neuron.backward$.subscribe(({ batch, microBatch, values }) =>
      hear(batch, `delta ${id} ${microBatch}`, values),
    );
    neuron.row$.subscribe(({ batch, kind, weights, bias }) =>
      hear(batch, `${kind} ${id}`, [...weights, bias]),
    );
  }
  network.loss$.subscribe(({ batch, microBatch, losses }) => hear(batch, `loss ${microBatch}`, losses));
  return { batches };
}

export function runCalm({ model, samples, training }: Case): Calm {
  const network = new Network(model, { kernel: "js" });
  const heard = listen(network);
  const epochs: string[] = [];
  network.train(samples, training).subscribe((told) => {
    if (told.kind === "epoch") epochs[told.epoch] = epochText(told);
  });
  return { ...heard, epochs };
}

/** All that is said of an epoch; numbers in as many digits as tell them apart. */
export function epochText(progress: EpochProgress): string {
  return JSON.stringify(progress);
}

/** Where two runs differ in a batch, to the bit: `delta h1 0: 0.1385 is 0.1386`. At most three. */
export function differences(here: Heard, calm: Calm, batch: number): string[] {
  const [own, other] = [here.batches[batch], calm.batches[batch]];
  if (own === undefined || other === undefined)
    return own === other ? [] : [`batch ${batch} is in one run alone`];
  const found: string[] = [];
  if (own.size !== other.size)
    found.push(`batch ${batch}: ${own.size} things were said; expected ${other.size}`);
  for (const [what, values] of other) {
    const got = own.get(what);
    const at = values.findIndex((value, i) => !Object.is(value, got?.[i]));
    if (at < 0 && got?.length === values.length) continue;
    found.push(`batch ${batch}, ${what}: got ${got?.[at] ?? "nothing"}; expected ${values[at] ?? "nothing"}`);
    if (found.length === 3) break;
  }
  return found;
}
