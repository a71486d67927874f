import type { NetworkFile, Trace } from "../../../src/index.ts";
import { random } from "../../../src/math/random.ts";
import { traceOf } from "../example-traces.ts";

/** Layers of at most `width` neurons, each joined with a share of all that stand before it: skip connections too. */
export function seededTrace(seed: number, { layers, width, share }: SeededShape): Trace {
  const { uniform } = random(seed, "networks");
  const below = (limit: number): number => Math.floor(uniform() * limit);
  const sizes = Array.from({ length: layers }, () => (share === 1 ? width : 1 + below(width)));
  const ids = sizes.map((size, layer) => Array.from({ length: size }, (_, i) => `n${layer}.${i}`));
  const synapses: { from: string; to: string; weight: number | undefined; feedback?: number | undefined }[] =
    [];
  for (const [layer, targets] of ids.entries()) {
    for (const to of targets) {
      ids.slice(0, layer).forEach((sources, before) => {
        const isNext = before === layer - 1;
        for (const [i, from] of sources.entries()) {
          // Every neuron hears one of the layer before it, and its depth is that of its layer.
          const isJoined =
            share === 1 ? isNext : isNext ? i === 0 || uniform() < share : uniform() < share / 4;
          if (isJoined)
            synapses.push({ from, to, weight: (uniform() - 0.5) * (uniform() < 0.2 ? 0.0001 : 9) });
        }
      });
    }
  }
  const heard = new Set(synapses.map(({ from }) => from));
  const outputs = ids
    .slice(1)
    .flatMap((layer, i) => layer.filter((id) => i === layers - 2 || !heard.has(id)));
  const file: NetworkFile = {
    format: "counterflow-network",
    version: 1,
    name: `seed ${seed}`,
    loss: "half-squared-error",
    neurons: ids.flatMap((layer, depth) =>
      layer.map((id) => (depth === 0 ? { id } : { id, activation: "tanh" as const, bias: uniform() - 0.5 })),
    ),
    synapses,
    inputs: ids[0] ?? [],
    outputs,
  };
  const inputs = (ids[0] ?? []).map(() => uniform() * 2 - 1);
  const targets = outputs.map(() => uniform() * 2 - 1);
  return traceOf(file, [inputs], [targets], { inputErrors: seed % 2 === 0 ? "end" : "receive" });
}

export interface SeededShape {
  readonly layers: number;
  readonly width: number;
  /** Of the synapses from a layer to the next one; of all others a quarter of it. 1: fully connected, and no others. */
  readonly share: number;
}
