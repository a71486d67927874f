import { describe, expect, it } from "vitest";
import { Cuts } from "../../../src/transport/simulated/cuts.ts";
import type { WireFault } from "../../../src/transport/simulated/fault.ts";

const place = { time: 10, nth: 0, ticks: 4 };
const faults: Readonly<Record<string, WireFault>> = {
  partition: { ...place, kind: "partition", hosts: [0, 1] },
  bridged: { ...place, kind: "partition", hosts: [0, 1], bridge: 2 },
  cut: { ...place, kind: "cut", from: 0, to: 2 },
  flap: { ...place, kind: "flap", from: 0, to: 2, times: 3 },
};

/** `from → to` of all packets that are lost at a time; the fault begins at tick 10. */
function lostAt(fault: WireFault | undefined, now: number): string[] {
  const cuts = new Cuts();
  if (fault !== undefined) cuts.add(fault, 10);
  const hosts = [0, 1, 2, 3];
  return hosts.flatMap((from) => hosts.filter((to) => cuts.take(from, to, now)).map((to) => `${from}→${to}`));
}

describe("wires that are down", () => {
  it.each([
    ["partition", 10, ["0→2", "0→3", "1→2", "1→3", "2→0", "2→1", "3→0", "3→1"]],
    ["partition", 13.9, ["0→2", "0→3", "1→2", "1→3", "2→0", "2→1", "3→0", "3→1"]],
    ["partition", 14, []],
    ["bridged", 10, ["0→3", "1→3", "3→0", "3→1"]],
    ["cut", 10, ["0→2"]],
    ["cut", 14, []],
    ["flap", 10, ["0→2", "2→0"]],
    ["flap", 14, []],
    ["flap", 18, ["0→2", "2→0"]],
    ["flap", 22, []],
    ["flap", 29.9, ["0→2", "2→0"]],
    ["flap", 30, []],
  ] as const)("by a %s of 4 ticks lose at tick %d: %j", (kind, now, lost) => {
    expect(lostAt(faults[kind], now)).toEqual(lost);
  });

  it("are counted by what is wrong with them, and so is what passes in between", () => {
    const cuts = new Cuts();
    for (const fault of [faults["partition"], faults["cut"], faults["flap"]])
      if (fault !== undefined) cuts.add(fault, 10);
    cuts.take(3, 1, 11);
    for (const now of [12, 15, 19]) cuts.take(0, 2, now);
    expect([cuts.lost, cuts.passed]).toEqual([{ partition: 2, cut: 0, flap: 1 }, 1]);
  });
});
