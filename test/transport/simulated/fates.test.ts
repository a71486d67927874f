import { describe, expect, it } from "vitest";
import { random } from "../../../src/math/random.ts";
import { drawnFates, listedFates } from "../../../src/transport/simulated/fates.ts";
import type { Fault, FaultKind, FaultRates } from "../../../src/transport/simulated/fault.ts";

const drawn = (rates: FaultRates) => {
  const noted: Fault[] = [];
  const [net, crash] = [random(1, "net").uniform, random(1, "crash").uniform];
  const fates = drawnFates({ rates, net, crash, hosts: 5, ticks: 5, note: (fault) => noted.push(fault) });
  return { fates, noted };
};
const packets = Array.from({ length: 20_000 }, (_, i) => ({
  from: i % 5,
  to: (i + 1) % 5,
  nth: Math.floor(i / 5),
}));
const events = Array.from({ length: 20_000 }, (_, i) => ({ time: Math.floor(i / 3), nth: i % 3 }));

describe("faults", () => {
  it.each<FaultKind>(["drop", "duplicate", "reorder", "corrupt"])("%s: befall packets as often as they are to", (kind) => {
    const { fates, noted } = drawn({ [kind]: 0.1 });
    for (const place of packets) fates.packet(place, 3);
    expect(noted.every((fault) => fault.kind === kind)).toBe(true);
    expect(noted.length / packets.length).toBeCloseTo(0.1, 2);
  }); // prettier-ignore

  it.each<FaultKind>(["crash", "outage", "pause", "partition", "failover"])("%s: befall hosts as often as they are to", (kind) => {
    const { fates, noted } = drawn({ [kind]: 0.05 });
    for (const place of events) fates.event(place);
    expect(noted.every((fault) => fault.kind === kind)).toBe(true);
    expect(noted.length / events.length).toBeCloseTo(0.05, 2);
  }); // prettier-ignore

  it("from a list are the drawn ones again, in whatever order the list is", () => {
    const { fates, noted } = drawn({ drop: 0.1, duplicate: 0.1, reorder: 0.1, corrupt: 0.1, crash: 0.1, pause: 0.1, partition: 0.1, failover: 0.1 }); // prettier-ignore
    const first = [packets.map((place) => fates.packet(place, 3)), events.map((place) => fates.event(place))];
    const listed = listedFates(noted.toReversed());
    expect([packets.map((place) => listed.packet(place, 3)), events.map((place) => listed.event(place))]).toEqual(first); // prettier-ignore
  });

  it.each([
    [{ kind: "drop" }, { delays: [], bit: -1 }],
    [
      { kind: "duplicate", later: 4 },
      { delays: [3, 7], bit: -1 },
    ],
    [
      { kind: "reorder", by: 9 },
      { delays: [12], bit: -1 },
    ],
    [
      { kind: "corrupt", bit: 5 },
      { delays: [3], bit: 5 },
    ],
  ] as const)("%j makes of a packet that takes 3 ticks: %j", (fault, fate) => {
    const place = { from: 0, to: 1, nth: 2 };
    const fates = listedFates([{ ...place, ...fault }]);
    expect(fates.packet(place, 3)).toEqual(fate);
    expect(fates.packet({ ...place, nth: 3 }, 3)).toEqual({ delays: [3], bit: -1 });
  });
});
