import { describe, expect, it } from "vitest";
import { random } from "../../../src/math/random.ts";
import { Channel, type ChannelOptions, type Sender } from "../../../src/transport/simulated/channel.ts";
import { drawnFates } from "../../../src/transport/simulated/fates.ts";
import type { FaultRates } from "../../../src/transport/simulated/fault.ts";
import { type Letter, word } from "../../../src/transport/simulated/letter.ts";
import { Net } from "../../../src/transport/simulated/net.ts";

const options: ChannelOptions = { window: 4, patience: 20, longest: 160, tries: 60 };

/** Two hosts, a channel from the first to the second, and wires with these faults between them. */
function pair(
  rates: FaultRates,
  seed: number,
  own: Partial<ChannelOptions> = {},
  clock: Partial<Sender> = {},
) {
  const { uniform } = random(seed, "net");
  const fates = drawnFates({
    rates,
    net: uniform,
    crash: () => 1,
    calls: () => 1,
    hosts: 2,
    ticks: 5,
    note: () => undefined,
  });
  const heard: number[] = [];
  const hopeless: [Letter, number][] = [];
  const net = new Net(fates, () => 1 + 9 * uniform(), ({ from, to, number, letter }) => {
    if (letter === undefined) {
      channel.acknowledge(number);
      return;
    }
    heard.push(letter.attempt);
    net.post({ from: to, to: from, number, letter: undefined });
  }); // prettier-ignore
  const channel = new Channel(
    net,
    { from: 0, to: 1 },
    { ...options, ...own },
    {
      factor: () => 1,
      pausedUntil: () => 0,
      giveUp: (...why) => hopeless.push(why),
      ...clock,
    },
  );
  const settle = (): void => {
    for (let thing = net.agenda.next(); thing !== undefined; thing = net.agenda.next()) thing.happen();
  };
  return { net, channel, heard, hopeless, settle };
}

const letterOf = (attempt: number): Letter => word("prepare", 0, 1, { attempt, version: 0 });

describe("a channel", () => {
  it.each<FaultRates>([{}, { drop: 0.3 }, { duplicate: 0.5 }, { reorder: 0.5 }, { drop: 0.4, duplicate: 0.3, reorder: 0.3 }])(
    "brings every letter, whatever the wires do: %j",
    (rates) => {
      for (let seed = 0; seed < 50; seed++) {
        const { net, channel, heard, hopeless, settle } = pair(rates, seed);
        for (let i = 0; i < 40; i++) channel.send(letterOf(i));
        settle();
        expect([...new Set(heard)].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
        expect([channel.underWay, channel.waiting, net.underWay, hopeless.length]).toEqual([0, 0, 0, 0]);
        expect(net.copies).toBe(net.dropped + net.arrived);
      }
    },
  ); // prettier-ignore

  it("never has more letters under way than its window", () => {
    const { net, channel } = pair({ drop: 0.3 }, 1);
    for (let i = 0; i < 40; i++) channel.send(letterOf(i));
    let most = 0;
    for (let thing = net.agenda.next(); thing !== undefined; thing = net.agenda.next()) {
      thing.happen();
      most = Math.max(most, channel.underWay);
    }
    expect(most).toBe(options.window);
    expect(channel.waited).toBeGreaterThan(0);
  });

  it("waits twice as long each time, and gives up after its last try", () => {
    const { net, channel, hopeless, settle } = pair({ drop: 1 }, 1, { patience: 10, longest: 40, tries: 5 });
    channel.send(letterOf(7));
    settle();
    expect(hopeless).toEqual([[letterOf(7), 5]]);
    // 10 + 20 + 40 + 40 + 40
    expect(net.agenda.now).toBe(150);
    expect(channel.repeated).toBe(4);
  });

  it("sends nothing again once its sender has forgotten", () => {
    const { channel, heard, settle } = pair({ drop: 1 }, 1);
    for (let i = 0; i < 10; i++) channel.send(letterOf(i));
    expect(channel.forget().map(({ attempt }) => attempt)).toEqual([0, 1, 2, 3]);
    settle();
    expect([heard, channel.underWay, channel.waiting]).toEqual([[], 0, 0]);
  });

  it.each([
    [0.5, 75, 4, 0],
    [1, 150, 0, 0],
    [2, 300, 0, 4],
  ])("waits %d times as long by a clock that goes so wrong", (factor, end, early, late) => {
    const { net, channel, settle } = pair({ drop: 1 }, 1, { patience: 10, longest: 40, tries: 5 }, { factor: () => factor }); // prettier-ignore
    channel.send(letterOf(7));
    settle();
    expect([net.agenda.now, channel.early, channel.late]).toEqual([end, early, late]);
  });

  it.each([
    [8, 2],
    [15, 0],
    [-30, 40],
  ])(
    "repeats its letter after a clock's jump by %d ticks at tick %d, and waits as ever after that",
    (jump, due) => {
      const { net, channel } = pair({ drop: 1 }, 1, { patience: 10, longest: 40, tries: 5 });
      channel.send(letterOf(7));
      channel.jump(jump);
      const times: number[] = [];
      for (let thing = net.agenda.next(); thing !== undefined; thing = net.agenda.next()) {
        const { repeated } = channel;
        thing.happen();
        if (channel.repeated > repeated) times.push(net.agenda.now);
      }
      expect(times).toEqual([due, due + 20, due + 60, due + 100]);
    },
  );

  it("repeats nothing while its sender does nothing", () => {
    const { net, channel, settle } = pair({ drop: 1 }, 1, { patience: 10, longest: 40, tries: 2 }, { pausedUntil: () => 35 }); // prettier-ignore
    channel.send(letterOf(7));
    settle();
    // At 10 it waits until 35, and then as long as after a second sending.
    expect([net.agenda.now, channel.repeated]).toEqual([35 + 20, 1]);
  });
});
