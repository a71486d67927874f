import type { Subject } from "../subjects/subject.ts";
import type { Workload } from "../workloads.ts";
import { prepareTfjs } from "./tfjs.ts";

interface WasmBackend {
  setThreadsCount(threads: number): void;
}

/** TensorFlow.js in WebAssembly, on one thread as everything here. */
export function prepare(workload: Workload): Promise<Subject> {
  return prepareTfjs("wasm", workload, (require) => {
    (require("@tensorflow/tfjs-backend-wasm") as WasmBackend).setThreadsCount(1);
  });
}
