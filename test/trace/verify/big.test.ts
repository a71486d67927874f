import { expect, it } from "vitest";
import { traceLines } from "../../../src/index.ts";
import { isLong } from "../../long.ts";
import { bigTrace } from "../../view/export/big-trace.ts";
import { verify } from "./verified.ts";

it.runIf(isLong)(
  "a million events are verified in seconds of computing time, streamed",
  () => {
    const lines = traceLines(bigTrace());
    const before = process.cpuUsage();
    const { events, violations } = verify(lines);
    const { user, system } = process.cpuUsage(before);
    expect(violations).toEqual([]);
    expect(events).toBeGreaterThan(1e6);
    // Writing its lines is in it; a machine that is busy with other things takes twice as long.
    expect((user + system) / 1e6).toBeLessThan(30);
  },
  120_000,
);
