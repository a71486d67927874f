import { describe, expect, it } from "vitest";
import { random } from "../../../src/math/random.ts";
import { drawnFates, listedFates } from "../../../src/transport/simulated/fates.ts";
import type { Fates, Fault, FaultKind, FaultRates } from "../../../src/transport/simulated/fault.ts";

const drawn = (rates: FaultRates) => {
  const noted: Fault[] = [];
  const [net, crash, calls] = [
    random(1, "net").uniform,
    random(1, "crash").uniform,
    random(1, "calls").uniform,
  ];
  const fates = drawnFates({
    rates,
    net,
    crash,
    calls,
    hosts: 5,
    ticks: 5,
    note: (fault) => noted.push(fault),
  });
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

  it.each<FaultKind>(["crash", "outage", "pause", "partition", "failover", "cut", "flap", "skew", "jump", "slow"])("%s: befall hosts and wires as often as they are to", (kind) => {
    const { fates, noted } = drawn({ [kind]: 0.05 });
    for (const place of events) fates.event(place);
    expect(noted.every((fault) => fault.kind === kind)).toBe(true);
    expect(noted.length / events.length).toBeCloseTo(0.05, 2);
  }); // prettier-ignore

  it("throw: befalls calls as often as it is to", () => {
    const { fates, noted } = drawn({ throw: 0.05 });
    for (const { from, nth } of packets) fates.call({ host: from, call: nth });
    expect(noted.every(({ kind }) => kind === "throw")).toBe(true);
    expect(noted.length / packets.length).toBeCloseTo(0.05, 2);
  });

  it("of wires have two ends, and let a coordinator do nothing for longer than a sender waits", () => {
    const { fates, noted } = drawn({ cut: 0.3, flap: 0.3, pause: 0.3 });
    for (const place of events) fates.event(place);
    expect(noted.every((fault) => !("from" in fault) || fault.from !== fault.to)).toBe(true);
    const longest = (host: number): number => Math.max(...noted.map((fault) => fault.kind === "pause" && fault.host === host ? fault.ticks : 0)); // prettier-ignore
    expect([longest(0), longest(4)]).toEqual([8 * 5, 80 * 5]);
  });

  it("from a list are the drawn ones again, in whatever order the list is", () => {
    const { fates, noted } = drawn({ drop: 0.1, duplicate: 0.1, reorder: 0.1, corrupt: 0.1, crash: 0.1, pause: 0.1, partition: 0.1, failover: 0.1, cut: 0.1, flap: 0.1, skew: 0.1, jump: 0.1, slow: 0.05, throw: 0.1 }); // prettier-ignore
    const calls = packets.map(({ from, nth }) => ({ host: from, call: nth }));
    const all = (those: Fates) => [packets.map((place) => those.packet(place, 3)), events.map((place) => those.event(place)), calls.map((place) => those.call(place))]; // prettier-ignore
    const first = all(fates);
    const listed = listedFates(noted.toReversed());
    expect(all(listed)).toEqual(first);
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
