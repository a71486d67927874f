import { describe, expect, it } from "vitest";
import type { Receiver } from "../../src/message/actor.ts";
import { Gather, type Links } from "../../src/transport/gather.ts";
import { Mailbox } from "../../src/transport/mailbox.ts";

/**
 *   h (3 neurons) ──▶ y (2) ──▶ s (1)
 *        └────────────────────▶ s
 */
const links: Links = {
  nodes: 3,
  listenersOf: Int32Array.of(0, 2, 3, 3),
  listeners: Int32Array.of(1, 2, 2),
  messagesOut: Float64Array.of(3 * 2 + 3, 2, 0),
  messagesIn: Float64Array.of(0, 3 * 2, 2 + 3),
};

function create() {
  const log: string[] = [];
  const mailbox = new Mailbox();
  const receiver = (name: string): Receiver => ({ receive: (task, m) => log.push(`${name} ${task} ${m}`) });
  const gather = new Gather(links, "backward", 0, mailbox, ["h", "y", "s"].map(receiver));
  const told = (): string[] => {
    mailbox.run();
    return log.splice(0);
  };
  return { gather, told };
}

describe("a gather", () => {
  it("tells a listener once, when the last node it waits for has sent", () => {
    const { gather, told } = create();
    gather.open(1);
    gather.count(1, 0);
    expect(told()).toEqual([]);
    gather.count(0, 0);
    expect(told()).toEqual(["y backward 0", "s backward 0"]);
  });

  it("keeps micro-batches apart, in whatever order they come", () => {
    const { gather, told } = create();
    gather.open(2);
    gather.count(0, 1);
    gather.count(0, 0);
    gather.count(1, 1);
    expect(told()).toEqual(["y backward 1", "y backward 0", "s backward 1"]);
  });

  it("says how many messages on synapses a send delivers, for each sample", () => {
    const { gather } = create();
    gather.open(1);
    expect([gather.count(0, 0), gather.count(1, 0)]).toEqual([6, 5]);
  });

  it("knows its nodes by the numbers that they have as senders", () => {
    const log: string[] = [];
    const mailbox = new Mailbox();
    const receivers = ["h", "y", "s"].map((name): Receiver => ({ receive: () => log.push(name) }));
    const gather = new Gather(links, "backward", 10, mailbox, receivers);
    gather.open(1);
    gather.enter(10, gather.count(10, 0), 4);
    mailbox.run();
    expect(log).toEqual(["y"]);
    expect(gather.copies.copies()).toEqual({ sent: 36, delivered: 24, dropped: 0, inFlight: 12 });
  });

  it("drops what a given-up batch left in flight, and begins anew", () => {
    const { gather, told } = create();
    gather.open(2);
    gather.enter(0, gather.count(0, 1), 1);
    told();
    gather.open(1);
    expect(gather.copies.copies()).toEqual({ sent: 9, delivered: 6, dropped: 3, inFlight: 0 });
    gather.count(0, 0);
    expect(told()).toEqual(["y backward 0"]);
  });

  it.each([[[0]], [[1]], [[]], [[0, 2]]])(
    "begins anew after a batch that was given up when %j had sent",
    (sent) => {
      const { gather, told } = create();
      gather.open(1);
      for (const node of sent) gather.count(node, 0);
      told();
      gather.open(1);
      const heard = [0, 1].map((node) => {
        gather.count(node, 0);
        return told();
      });
      expect(heard).toEqual([["y backward 0"], ["s backward 0"]]);
    },
  );

  it("counts as before in a batch that follows a whole one", () => {
    const { gather, told } = create();
    for (let batch = 0; batch < 3; batch++) {
      gather.open(2);
      for (const m of [0, 1]) for (const node of [0, 1]) gather.count(node, m);
      expect(told()).toEqual(["y backward 0", "s backward 0", "y backward 1", "s backward 1"]);
    }
  });
});
