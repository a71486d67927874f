import { describe, expect, it } from "vitest";
import { messageTimes } from "../../../src/trace/stages/message-times.ts";
import { recorded, recordedSkips } from "../../network/pipeline/recorded.ts";

describe("the messages of a run in stages", () => {
  const timing = { forward: 1, backward: 1, weightGradient: 1, latency: 2 };
  const { pipeline, trace } = recorded(3, { schedule: "pipedream", stages: 3, timing }, { microBatch: 4 });
  const messages = [...messageTimes(trace)];

  it("are one for each that was delivered, in order", () => {
    expect(messages.map(({ n }) => n)).toEqual(
      trace.events.flatMap(({ kind, n }) => (kind === "deliver" ? [n] : [])),
    );
  });

  it("have the versions that their stage has noted itself", () => {
    for (const { direction, fromStage, toStage, batch, forward, transport, applied, crossed } of messages) {
      const pass = pipeline.stages[direction === "forward" ? toStage : fromStage]?.passes[batch];
      expect({ forward, transport, applied }).toEqual({
        forward: pass?.forward,
        transport: pass?.transport,
        applied: pass?.applied,
      });
      expect(crossed).toBe((pass?.applied ?? NaN) - (pass?.forward ?? NaN));
    }
    expect(new Set(messages.map(({ crossed }) => crossed))).toEqual(new Set([0, 1, 2]));
  });

  it("take their link's two ticks between neighbours, then wait for their stage; within one they take none", () => {
    for (const { fromStage, toStage, sent, arrived, start, wait } of messages) {
      const isWithin = fromStage === toStage;
      expect(arrived).toBe(isWithin ? sent : sent + 2);
      expect(wait).toBe(start - (arrived ?? NaN));
      expect(wait).toBeGreaterThanOrEqual(0);
    }
    const waits = messages.map(({ wait = 0 }) => wait);
    expect(Math.max(...waits)).toBeGreaterThan(0);
  });

  it("over several stages do not tell when they were there", () => {
    const far = [...messageTimes(recordedSkips("gpipe"))].filter(
      ({ fromStage, toStage }) => Math.abs(fromStage - toStage) > 1,
    );
    expect(far.length).toBeGreaterThan(0);
    for (const { arrived, wait } of far)
      expect({ arrived, wait }).toEqual({ arrived: undefined, wait: undefined });
  });

  it("are none of a run without stages", () => {
    const options = { ...trace.header.options, pipeline: undefined };
    const plain = { ...trace, header: { ...trace.header, options } };
    expect(() => [...messageTimes(plain)]).toThrow("trace: expected one of a run in stages; got another");
  });
});
