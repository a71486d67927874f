import { runProcess } from "./main.ts";

// What `npm start [-- NAME OPTIONS]` runs: the scenario of that name, or the first one to see; at its end it names a page.
const [first, ...rest] = process.argv.slice(2);
const isNamed = first !== undefined && !first.startsWith("-");
const [name, options] = isNamed ? [first, rest] : ["reversed-arrows", process.argv.slice(2)];
await runProcess(["run", name, "--page", ...options]);
