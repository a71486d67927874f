#!/usr/bin/env node
// The installed command.
import { launch } from "./launch.js";

const { runProcess } = await launch("main");
await runProcess(process.argv.slice(2));
