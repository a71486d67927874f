import { InputError } from "../../message/input-error.ts";
import { expectedOneOf, shown } from "../../math/suggestion.ts";
import { parseNetwork } from "../../model/parse-network.ts";
import type { Fork, TraceHeader } from "../header.ts";
import { phases } from "../phase.ts";
import { changeProblem } from "./changes.ts";
import { pipelineProblems } from "./check-pipeline.ts";
import { isIndex } from "./difference.ts";
import { strangersIn } from "./strangers.ts";
import { type Wiring, wiringOf } from "./wiring.ts";

/** The network of a header and what is wrong with the rest of it, or what is wrong with the network alone. */
export function checkHeader(header: TraceHeader): { wiring?: Wiring; problems: readonly string[] } {
  try {
    const wiring = wiringOf(parseNetwork(header.network));
    return {
      wiring,
      problems: [
        ...strangerProblems(header),
        ...optionProblems(header, wiring),
        ...forkProblems(header, wiring),
      ],
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      problems: error.problems.map(({ path, message }) =>
        path === "" ? `network: ${message}` : `network.${path}: ${message}`,
      ),
    };
  }
}

/** A field that is not known might say that something is left out, or is to be read otherwise. */
function* strangerProblems(header: TraceHeader): Generator<string> {
  yield* strangersIn("", header, ["format", "version", "network", "seed", "options", "fork"]);
  const options = [
    "level",
    "neurons",
    "samples",
    "batches",
    "phases",
    "inputErrors",
    "commits",
    "precision",
    "transport",
    "errorTransport",
    "pipeline",
  ];
  yield* strangersIn("options", header.options, options);
}

/** The level was read with the header itself. */
function* optionProblems({ seed, options }: TraceHeader, wiring: Wiring): Generator<string> {
  const { slotOf } = wiring;
  const {
    neurons,
    samples,
    batches,
    phases: chosen,
    inputErrors,
    commits,
    precision,
    transport,
    errorTransport,
    pipeline,
  } = loose(options);
  yield* pipelineProblems(pipeline, wiring);
  if (seed !== undefined && typeof seed !== "number") yield `seed: expected a number; got ${shown(seed)}`;
  const ends = ["end", "receive"];
  if (!ends.includes(inputErrors as string)) {
    yield `options.inputErrors: ${expectedOneOf(ends, inputErrors)}`;
  }
  if (precision !== undefined && precision !== "f32") {
    yield `options.precision: expected f32, or nothing; got ${shown(precision)}`;
  }
  if (transport !== undefined && transport !== "simulated") {
    yield `options.transport: expected simulated, or nothing; got ${shown(transport)}`;
  }
  if (errorTransport !== undefined && typeof errorTransport !== "string") {
    yield `options.errorTransport: expected the name of a rule, or nothing; got ${shown(errorTransport)}`;
  }
  if (!isIndex(commits)) yield `options.commits: expected a whole number from 0 on; got ${shown(commits)}`;
  const each = (
    name: string,
    list: unknown,
    holds: (entry: unknown) => boolean,
    expected: string,
  ): string[] => {
    if (list === undefined) return [];
    if (!Array.isArray(list)) return [`options.${name}: expected a list; got ${shown(list)}`];
    const at = list.findIndex((entry) => !holds(entry));
    return at < 0 ? [] : [`options.${name}[${at}]: expected ${expected}; got ${shown(list[at])}`];
  };
  yield* each("neurons", neurons, (id) => slotOf.has(id as string), "the id of a neuron");
  yield* each("samples", samples, isIndex, "a whole number from 0 on");
  yield* each(
    "phases",
    chosen,
    (one) => phases.some((phase) => phase === one),
    `one of ${phases.join(", ")}`,
  );
  yield* each("batches", batches, (one) => typeof one === "number", "a number");
  if (Array.isArray(batches) && batches.length !== 2) {
    yield `options.batches: expected 2 numbers; got ${batches.length}`;
  }
}

function* forkProblems({ fork }: TraceHeader, wiring: Wiring): Generator<string> {
  for (let each: unknown = fork; each !== undefined; each = (each as Partial<Fork>).before) {
    if (typeof each !== "object" || each === null) {
      yield `fork: expected a fork; got ${shown(each)}`;
      return;
    }
    const { of, at, change } = each as Partial<Record<keyof Fork, unknown>>;
    yield* strangersIn("fork", each, ["of", "at", "change", "before"]);
    if (typeof of !== "string") yield `fork.of: expected a checksum; got ${shown(of)}`;
    if (!isIndex(at)) yield `fork.at: expected the number of an event; got ${shown(at)}`;
    const problem = changeProblem(change, wiring);
    if (problem !== undefined) yield `fork.change: ${problem}`;
  }
}

/** What was read from a file may have anything where its type promises something. */
function loose<T extends object>(value: T): Readonly<Partial<Record<keyof T, unknown>>> {
  return value;
}
