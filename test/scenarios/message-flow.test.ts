import { describe, expect, it } from "vitest";
import { messageFlow } from "../../scenarios/message-flow.ts";
import { firstRun, only, record, tableWith } from "./recording-screen.ts";

describe("message-flow", () => {
  it("has the forward pass of one sample meet the backward pass of another on the synapse", async () => {
    const rows = tableWith("a(h1) ──▶", await record(messageFlow));
    // A sample enters at each tick; its activation arrives at o1 two ticks later, its error signal at h1 five later.
    expect(rows.map((row) => row["tick"])).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "10"]);
    const meetings = rows.filter((row) => row[""] === "they meet");
    expect(meetings.map((row) => row["tick"])).toEqual(["5", "6", "7"]);
  });

  it("has at least three samples in flight at some tick", async () => {
    const { events } = await firstRun(messageFlow);
    const spans = [0, 1, 2, 3, 4, 5].map((sample) => {
      const times = events.flatMap((event) =>
        "samples" in event && event.samples.includes(sample) ? [event.t] : [],
      );
      return [Math.min(...times), Math.max(...times)] as const;
    });
    expect(spans.filter(([from, to]) => from <= 4 && to >= 4).length).toBeGreaterThanOrEqual(3);
  });

  it("looks at another synapse if asked to", async () => {
    const shown = await record(messageFlow, { options: { from: "h2", to: "o2" } });
    expect(only("heading", shown).map(({ text }) => text)).toContain("The synapse h2→o2, tick by tick");
    expect(tableWith("a(h2) ──▶", shown)).toHaveLength(9);
  });
});
