import { describe, expect, it } from "vitest";
import { phaseOf } from "../../src/trace/phase.ts";
import type { NetworkFile, TraceEvent } from "../../src/index.ts";
import { selectEvents, type TraceSelection } from "../../src/trace/select.ts";
import { mazurNetwork } from "../oracle/published.ts";
import { mazurTrace, pipelineTrace, traceOf } from "../view/example-traces.ts";

describe("a selection of events", () => {
  const { events } = pipelineTrace;

  it("of nothing in particular is all of them, the very same", () => {
    expect(selectEvents(events, {})).toBe(events);
  });

  it("by neuron keeps its own events, messages from and to it, and what belongs to no neuron", () => {
    const kept = selectEvents(mazurTrace.events, { neurons: ["h1"] });
    const named = kept.map((event) =>
      event.kind === "deliver" ? `${event.from}>${event.to}` : "neuron" in event ? event.neuron : event.kind,
    );
    expect(named).toEqual(
      "train batch i1>h1 i2>h1 h1 h1>o1 h1>o2 loss o1>h1 o2>h1 h1 h1>i1 h1>i2 h1 h1 end"
        .split(" ")
        .filter((name) => !name.startsWith("h1>i")),
    );
  });

  it("by sample keeps its numbers alone, in every list", () => {
    const whole = selectEvents(events, { samples: [1] });
    const moments = whole.flatMap((event) => ("samples" in event ? [event.samples] : []));
    expect(new Set(moments.map(String))).toEqual(new Set(["1"]));
    expect(whole.length).toBeLessThan(events.length);
  });

  it("by batch keeps a range, and what belongs to none", () => {
    const second = selectEvents(events, { batches: [1, 2] });
    expect(new Set(second.flatMap((event) => ("batch" in event ? [event.batch] : [])))).toEqual(new Set([1]));
    expect(second.at(0)?.kind).toBe("train");
    expect(second.at(-1)?.kind).toBe("end");
  });

  it("by phase keeps the parts of each pass that are named", () => {
    const back = selectEvents(events, { phases: ["loss", "backward"] });
    expect(new Set(back.map(phaseOf))).toEqual(new Set(["loss", "backward"]));
  });

  it("takes every list of numbers apart in the same way, and leaves those that are empty", () => {
    const one = traceOf(mazurNetwork as NetworkFile, [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [[0, 1], [1, 0], [0.5, 0.5]]); // prettier-ignore
    for (const event of selectEvents(one.events, { samples: [2, 0] })) {
      const whole = one.events[event.n] as unknown as Record<string, unknown>;
      for (const [name, list] of Object.entries(event as unknown as Record<string, unknown>)) {
        const all = whole[name];
        if (!Array.isArray(all) || !("samples" in event) || name === "parents" || name === "outputs") {
          expect(list).toBe(all);
        } else if (name === "targets" && event.kind === "loss") {
          expect(list).toEqual((all as number[][]).map((each) => [each[0], each[2]]));
        } else expect(list).toEqual(all.length === 0 ? [] : [all[0], all[2]]);
      }
    }
  });

  it("of nothing that is there has only what belongs to no batch, neuron or sample", () => {
    const kinds = (selection: TraceSelection) =>
      new Set(selectEvents(events, selection).map(({ kind }) => kind));
    expect(kinds({ neurons: [] })).toEqual(new Set(["train", "batch", "loss", "end"]));
    expect(kinds({ samples: [7] })).toEqual(new Set(["train", "batch", "gradient", "commit", "end"]));
    expect(kinds({ batches: [5, 9] })).toEqual(new Set(["train", "end"]));
    expect(kinds({ phases: [] })).toEqual(new Set());
  });

  it("by several is what each of them leaves of the others", () => {
    const [neurons, samples, batches, phases] = [["o1"], [1, 2], [0, 1], ["backward", "loss"]] as const;
    const one = selectEvents(events, { neurons, samples, batches, phases });
    const other = [{ phases }, { batches }, { samples }, { neurons }].reduce<readonly TraceEvent[]>(
      selectEvents,
      events,
    );
    expect(one).toEqual(other);
    expect(one.length).toBeGreaterThan(5);
  });

  it("leaves the norm of a population what it is: that of all its samples", () => {
    const whole = traceOf(mazurNetwork as NetworkFile, [[0.1, 0.2], [0.3, 0.4]], [[0, 1], [1, 0]], { level: "population" }); // prettier-ignore
    const kept = selectEvents(whole.events, { samples: [1] }).filter(({ kind }) => kind === "population");
    expect(kept.length).toBeGreaterThan(5);
    for (const event of kept) expect(event).toBe(whole.events[event.n]);
  });

  it("leaves the numbers and parents of events as they were", () => {
    for (const event of selectEvents(events, { neurons: ["o2"], batches: [0, 1] })) {
      expect(events[event.n]).toEqual(event);
    }
  });
});
