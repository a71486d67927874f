import { runProcess } from "./main.ts";

// What `npm start [-- NAME OPTIONS]` runs: the scenario of that name, or the first one to see.
const [first, ...rest] = process.argv.slice(2);
const isNamed = first !== undefined && !first.startsWith("-");
await runProcess(isNamed ? ["run", first, ...rest] : ["run", "reversed-arrows", ...process.argv.slice(2)]);
