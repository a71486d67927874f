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
  const gather = new Gather(links, "backward", mailbox, ["h", "y", "s"].map(receiver));
  const told = (): string[] => {
    mailbox.run();
    return log.splice(0);
  };
  return { gather, told };
}

describe("a gather", () => {
  it("tells a listener once, when the last node it waits for has sent", () => {
    const { gather, told } = create();
    gather.open([4]);
    gather.send(1, 0);
    expect(told()).toEqual([]);
    gather.send(0, 0);
    expect(told()).toEqual(["y backward 0", "s backward 0"]);
  });

  it("keeps micro-batches apart, in whatever order they come", () => {
    const { gather, told } = create();
    gather.open([1, 1]);
    gather.send(0, 1);
    gather.send(0, 0);
    gather.send(1, 1);
    expect(told()).toEqual(["y backward 1", "y backward 0", "s backward 1"]);
  });

  it("counts copies, one a synapse and sample: sent = delivered + dropped + in flight", () => {
    const { gather, told } = create();
    gather.open([4]);
    gather.send(0, 0);
    expect(gather.copies()).toEqual({ sent: 36, delivered: 24, dropped: 0, inFlight: 12 });
    gather.send(1, 0);
    expect(gather.copies()).toEqual({ sent: 44, delivered: 44, dropped: 0, inFlight: 0 });
    told();
  });

  it("drops what a given-up batch left in flight, and begins anew", () => {
    const { gather, told } = create();
    gather.open([1, 1]);
    gather.send(0, 1);
    told();
    gather.open([2]);
    expect(gather.copies()).toEqual({ sent: 9, delivered: 6, dropped: 3, inFlight: 0 });
    gather.send(0, 0);
    expect(told()).toEqual(["y backward 0"]);
  });

  it.each([[[0]], [[1]], [[]]])("begins anew after a batch that was given up when %j had sent", (sent) => {
    const { gather, told } = create();
    gather.open([1]);
    for (const node of sent) gather.send(node, 0);
    told();
    gather.open([1]);
    const heard = [0, 1].map((node) => {
      gather.send(node, 0);
      return told();
    });
    expect(heard).toEqual([["y backward 0"], ["s backward 0"]]);
  });

  it("counts as before in a batch that follows a whole one", () => {
    const { gather, told } = create();
    for (let batch = 0; batch < 3; batch++) {
      gather.open([1, 1]);
      for (const m of [0, 1]) for (const node of [0, 1]) gather.send(node, m);
      expect(told()).toEqual(["y backward 0", "s backward 0", "y backward 1", "s backward 1"]);
    }
  });
});
