import type { Subject } from "../subjects/subject.ts";
import type { Workload } from "../workloads.ts";
import { prepareTfjs } from "./tfjs.ts";

/** TensorFlow.js in JavaScript: the backend that comes with it. */
export function prepare(workload: Workload): Promise<Subject> {
  return prepareTfjs("cpu", workload, () => undefined);
}
