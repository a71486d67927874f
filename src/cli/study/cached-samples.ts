import type { Samples } from "../../data/samples.ts";
import { readSamples } from "../../files/read-samples.ts";
import { canonicalText } from "../../study/sweep/canonical-text.ts";
import type { World } from "../../study/sweep/world.ts";

/** Sets that neighbouring cases share. */
const most = 8;

/** Reads samples, and keeps those that were asked for last. */
export function cachedSamples(): World["samples"] {
  const known = new Map<string, Samples>();
  return (source) => {
    const key = canonicalText(source);
    const { file, targets, classes } = source;
    const samples = known.get(key) ?? readSamples(file, { targets, classes });
    known.delete(key);
    known.set(key, samples);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return samples;
  };
}
