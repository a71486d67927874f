#!/usr/bin/env node
// The installed command. The sources are TypeScript, and tsx runs them as they are.
import { register } from "tsx/esm/api";

register();
const { runProcess } = await import("./main.ts");
await runProcess(process.argv.slice(2));
