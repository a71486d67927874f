import { expect, test } from "vitest";
import { traceEventProblems } from "./perfetto-validator.ts";

type Fields = Record<string, unknown>;

/** Two threads of two processes; a slice on each, and an arrow between them. */
const right: readonly Fields[] = [
  { ph: "M", name: "process_name", pid: 1, tid: 3, args: { name: "p" } },
  { ph: "M", name: "thread_name", pid: 1, tid: 3, args: { name: "a" } },
  { ph: "M", name: "process_name", pid: 2, tid: 4, args: { name: "q" } },
  { ph: "M", name: "thread_name", pid: 2, tid: 4, args: { name: "b" } },
  { ph: "M", name: "thread_sort_index", pid: 2, tid: 4, args: { sort_index: 4 } },
  { ph: "X", name: "outer", cat: "c", pid: 1, tid: 3, ts: 0, dur: 10 },
  { ph: "X", name: "inner", cat: "c", pid: 1, tid: 3, ts: 2, dur: 3 },
  { ph: "X", name: "next", cat: "c", pid: 1, tid: 3, ts: 10, dur: 5 },
  { ph: "X", name: "other", cat: "c", pid: 2, tid: 4, ts: 20, dur: 1.5, args: { n: 1 } },
  { ph: "s", name: "m", cat: "c", id: 1, pid: 1, tid: 3, ts: 3 },
  { ph: "f", bp: "e", name: "m", cat: "c", id: 1, pid: 2, tid: 4, ts: 20.75 },
  { ph: "i", s: "t", name: "now", pid: 1, tid: 3, ts: 1 },
  { ph: "C", name: "loss", pid: 1, tid: 3, ts: 1, args: { mean: 0.5 } },
  { ph: "B", name: "b", pid: 2, tid: 4, ts: 30 },
  { ph: "E", name: "b", pid: 2, tid: 4, ts: 31 },
];

const problemsOf = (traceEvents: unknown, more: Fields = {}): string[] =>
  traceEventProblems(JSON.stringify({ traceEvents, ...more }));

/** The file with one entry changed; a field that is undefined is taken out. */
const changed = (place: number, fields: Fields): Fields[] =>
  right.map((entry, i) => (i === place ? { ...entry, ...fields } : entry));

test("a file by the rules has no problems", () => {
  expect(problemsOf(right, { displayTimeUnit: "ms" })).toEqual([]);
  expect(problemsOf([])).toEqual([]);
});

test.each<[string, Fields[], string]>([
  ["an unknown phase", changed(5, { ph: "Y" }), "entry 5: ph is no phase"],
  ["a phase of two letters", changed(5, { ph: "XX" }), "entry 5: ph is no phase"],
  ["no name", changed(5, { name: undefined }), "entry 5: name is no text"],
  ["a process 0", changed(5, { pid: 0 }), "entry 5: pid is no positive whole number"],
  ["a thread by name", changed(5, { tid: "a" }), "entry 5: tid is no positive whole number"],
  ["no time", changed(5, { ts: undefined }), "entry 5: ts is no time of at least 0 in whole nanoseconds"],
  ["a time before 0", changed(5, { ts: -1 }), "entry 5: ts is no time of at least 0 in whole nanoseconds"],
  ["a picosecond", changed(5, { ts: 1e-5 }), "entry 5: ts is no time of at least 0 in whole nanoseconds"],
  ["no duration", changed(5, { dur: undefined }), "entry 5: dur is no time of at least 0 in whole nanoseconds"],
  ["arguments in a list", changed(8, { args: [1] }), "entry 8: args is no object"],
  ["slices that overlap", changed(6, { dur: 9 }), "thread 1/3: slices overlap at 2"],
  ["a slice that begins too early", changed(7, { ts: 9.999 }), "thread 1/3: slices overlap at 9.999"],
  ["an unknown scope", changed(11, { s: "x" }), "entry 11: s is no scope"],
  ["a flow without id", changed(9, { id: undefined }), "entry 9: a flow without id"],
  ["a flow without category", changed(9, { cat: undefined }), "entry 9: a flow without cat"],
  ["ends of different ids", changed(10, { id: 2 }), `flow ["c","m","1"]: 1 starts and 0 ends`],
  ["ends of different categories", changed(10, { cat: "d" }), `flow ["c","m","1"]: 1 starts and 0 ends`],
  ["ends of different names", changed(10, { name: "w" }), `flow ["c","m","1"]: 1 starts and 0 ends`],
  ["an end before its start", changed(10, { ts: 2, pid: 1, tid: 3 }), `flow ["c","m","1"]: ends before it starts`],
  ["a start in no slice", changed(9, { ts: 15.5 }), `flow ["c","m","1"]: starts in no slice`],
  ["a start at an edge", changed(9, { ts: 0 }), `flow ["c","m","1"]: starts in no slice`],
  ["an end in no slice", changed(10, { ts: 21.5 }), `flow ["c","m","1"]: ends in no slice`],
  ["an end that binds to the next slice", changed(10, { bp: undefined }), `flow ["c","m","1"]: its end binds to the next slice`],
  ["an id for two flows", [...right, { ...right[9], cat: "d" }, { ...right[10], cat: "d" }], "flows share ids"],
  ["a counter of a text", changed(12, { args: { mean: "0.5" } }), "entry 12: a counter of what is no number"],
  ["a counter of nothing", changed(12, { args: {} }), "entry 12: a counter without values"],
  ["a counter of changing things", [...right, { ...right[12], args: { sum: 1 } }], "counter loss of 1: different series"],
  ["unknown metadata", changed(4, { name: "thread_colour" }), "entry 4: no metadata is called thread_colour"],
  ["a name that is a number", changed(1, { args: { name: 1 } }), "entry 1: args.name is no string"],
  ["a thread without name", right.filter((_, i) => i !== 1), "thread 1/3 has no name"],
  ["a process without name", right.filter((_, i) => i !== 2), "process 2 has no name"],
  ["two names of a thread", [...right, { ...right[1] }], "thread_name of thread 1/3: said 2 times"],
  ["a thread in two processes", changed(13, { pid: 1 }), "thread 4 is in several processes"],
  ["a thread called as a process", changed(11, { tid: 2 }), "thread 2 is called as a process is"],
  ["an end without beginning", right.filter((_, i) => i !== 13), "thread 2/4: an end without a beginning at 31"],
  ["a beginning without end", right.filter((_, i) => i !== 14), "thread 2/4: a beginning without an end"],
  ["a time that goes back", changed(14, { ts: 29 }), "thread 2/4: time goes back at 29"],
])("a file with %s is rejected", (_, events, problem) => {
  expect(problemsOf(events)).toContain(problem);
}); // prettier-ignore

test("what is no such file at all is rejected", () => {
  expect(traceEventProblems("{")[0]).toMatch(/^not JSON/);
  expect(traceEventProblems("[]")).toEqual(["the top is no object"]);
  expect(traceEventProblems("{}")).toEqual(["traceEvents is no list"]);
  expect(problemsOf([], { displayTimeUnit: "s" })).toEqual(["displayTimeUnit is neither ms nor ns"]);
  expect(problemsOf([1])).toEqual(["entry 0: is no object"]);
});
