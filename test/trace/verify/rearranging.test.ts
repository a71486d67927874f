import { describe, expect, it } from "vitest";
import type { TraceEvent } from "../../../src/index.ts";
import { eventOf, relabelled, renumbered, swapped, twice, without } from "./rearranging.ts";
import { type Recorded, type Settings, small, trainingOf } from "./recorded-runs.ts";
import { linesOf, verify } from "./verified.ts";

const runs: Readonly<Record<string, readonly [Settings, Recorded]>> = {
  "of messages": [{ microBatch: 1 }, {}],
  "of messages, committed on the way": [{ commitAfter: "delta" }, { inputErrors: "receive" }],
  "of neurons": [{ microBatch: 1 }, { level: "neuron" }],
  "of populations": [{ microBatch: 1 }, { level: "population" }],
  "of commits": [{ microBatch: 1 }, { level: "commit" }],
};
const files = Object.entries(runs).map(([name, [settings, recorded]]) => {
  const trace = trainingOf(small, { epochs: 1, batchSize: 2, ...settings }, recorded);
  return [name, linesOf(trace)] as const;
});
/** Lines of events. */
const linesIn = (lines: readonly string[]): number[] => lines.slice(1).map((_, i) => i + 2);
const isRejected = (lines: readonly string[]): boolean => verify(lines).violations.length > 0;

describe.each(files)("a trace %s", (_, lines) => {
  it("is rejected without any one of its events, at the line where it was", () => {
    for (const line of linesIn(lines)) {
      expect(verify(without(lines, line)).violations[0]?.line).toBe(line);
    }
  });

  it("is rejected with any one of its events twice, at the second of them", () => {
    for (const line of linesIn(lines)) {
      expect(verify(twice(lines, line)).violations[0]?.line).toBe(line + 1);
    }
  });

  it("is rejected with any two neighbours swapped, at the first of them", () => {
    for (const line of linesIn(lines).slice(0, -1)) {
      expect(verify(swapped(lines, line)).violations[0]?.line).toBe(line);
    }
  });

  it.each(Object.entries({ renumbered, relabelled }))(
    "is rejected without, or with twice, any one of its events even where all of them are %s",
    (_, number) => {
      for (const line of linesIn(lines)) {
        expect({ line, isRejected: isRejected(number(without(lines, line))) }).toEqual({
          line,
          isRejected: true,
        });
        expect({ line, isRejected: isRejected(number(twice(lines, line))) }).toEqual({
          line,
          isRejected: true,
        });
      }
    },
  );

  it("is another lawful trace with those neighbours swapped, and all parents named anew, that do not depend on each other", () => {
    const neighbours = linesIn(lines).slice(0, -1);
    const accepted = neighbours.filter((line) => !isRejected(relabelled(swapped(lines, line))));
    const independent = neighbours.filter((line) =>
      areIndependent(eventOf(lines[line - 1] ?? ""), eventOf(lines[line] ?? "")),
    );
    expect(accepted).toEqual(independent);
    expect(independent.length).toBeGreaterThan(5);
  });

  it("is rejected when it is cut after any line but the last", () => {
    for (let count = 0; count < lines.length; count++) {
      const { violations } = verify(lines.slice(0, count));
      expect(violations[0]?.line).toBe(count + 1);
    }
    expect(isRejected(lines)).toBe(false);
  });
});

/** In the same tick, and neither is what the other's numbers come from; only within a batch. */
function areIndependent(one: TraceEvent, other: TraceEvent): boolean {
  const isWithin = ({ kind }: TraceEvent): boolean => kind !== "train" && kind !== "batch" && kind !== "end";
  if (!isWithin(one) || !isWithin(other) || one.t !== other.t) return false;
  return !("parents" in other && other.parents.includes(one.n));
}
