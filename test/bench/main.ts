/**
 * `npm run bench`: the network beside plain typed-array loops, and watched beside alone, in turn, each run in a process of its own, CPU time.
 * On a shared machine single figures drift; the ratio of neighbours in one call is what counts.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const rounds = 7;
const measure = (file: "train.ts" | "watch.ts", name: string): number => {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return Number(execFileSync(process.execPath, ["--import", "tsx", path, name], { encoding: "utf8" }));
};

const pairs = Array.from({ length: rounds }, () => ({
  network: measure("train.ts", "network"),
  loops: measure("train.ts", "loops"),
}));
const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const line = (name: string, values: number[], digits: number): string => {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  return `${name.padEnd(34)} ${median(values).toFixed(digits).padStart(7)}   (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
};
console.log(
  `784-30-10, batch 10, f64, JavaScript kernels; millions of weights x samples a second, median of ${rounds}`,
);
console.log(line("neurons that send messages", pairs.map(({ network }) => network), 0)); // prettier-ignore
console.log(line("plain typed-array loops", pairs.map(({ loops }) => loops), 0)); // prettier-ignore
console.log(line("ratio", pairs.map(({ network, loops }) => network / loops), 2)); // prettier-ignore

const watched = Array.from({ length: rounds }, () => ({
  alone: measure("watch.ts", "alone"),
  again: measure("watch.ts", "again"),
  recorded: measure("watch.ts", "recorded"),
  disk: measure("watch.ts", "disk"),
}));
console.log(`\n784-128-64-10, batch 32; milliseconds of CPU time a batch, median of ${rounds}`);
console.log(line("nobody watches", watched.map(({ alone }) => alone), 2)); // prettier-ignore
console.log(line("every neuron recorded", watched.map(({ recorded }) => recorded), 2)); // prettier-ignore
console.log(line("ratio", watched.map(({ alone, recorded }) => recorded / alone), 2)); // prettier-ignore
console.log(line("ratio of two runs, nobody watching", watched.map(({ alone, again }) => again / alone), 2)); // prettier-ignore
console.log(`\n784-30-10, a message a sample, every message on every synapse to disk, median of ${rounds}`);
console.log(line("millions of events a second", watched.map(({ disk }) => disk), 2)); // prettier-ignore
