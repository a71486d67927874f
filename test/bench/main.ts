/**
 * `npm run bench`: the network beside plain typed-array loops, in turn, each run in a process of its own, CPU time.
 * On a shared machine single figures drift; the ratio of neighbours in one call is what counts.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const rounds = 7;
const file = fileURLToPath(new URL("train.ts", import.meta.url));
const measure = (name: string): number =>
  Number(execFileSync(process.execPath, ["--import", "tsx", file, name], { encoding: "utf8" }));

const pairs = Array.from({ length: rounds }, () => ({
  network: measure("network"),
  loops: measure("loops"),
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
