import { describe, expect, it } from "vitest";
import type { Receiver } from "../../src/message/actor.ts";
import { Mailbox } from "../../src/transport/mailbox.ts";

/** An actor that writes down what it is told, then does something. */
function actor(log: string[], name: string, then: (microBatch: number) => void = () => undefined): Receiver {
  return {
    receive: (task, microBatch) => {
      log.push(`${name} ${task} ${microBatch}`);
      then(microBatch);
    },
  };
}

describe("the mailbox", () => {
  it("delivers in the order of posting, and what is posted meanwhile after it", () => {
    const log: string[] = [];
    const mailbox = new Mailbox();
    const b = actor(log, "b");
    const a = actor(log, "a", (m) => mailbox.post(b, "backward", m));
    mailbox.post(a, "forward", 0);
    mailbox.post(a, "forward", 1);
    mailbox.run();
    expect(log).toEqual(["a forward 0", "a forward 1", "b backward 0", "b backward 1"]);
  });

  it("keeps the order when it grows in the middle of a run", () => {
    const log: string[] = [];
    const mailbox = new Mailbox();
    const sink = actor(log, "sink");
    const source = actor([], "source", (m) => {
      for (let i = 0; i < 50; i++) mailbox.post(sink, "forward", 50 * m + i);
    });
    for (let m = 0; m < 40; m++) mailbox.post(source, "forward", m);
    mailbox.run();
    expect(log).toEqual(Array.from({ length: 2000 }, (_, i) => `sink forward ${i}`));
  });

  it("keeps the stack flat over a million hops", () => {
    const mailbox = new Mailbox();
    let hops = 0;
    const relay: Receiver = {
      receive: (task, microBatch) => {
        if (++hops < 1_000_000) mailbox.post(relay, task, microBatch);
      },
    };
    mailbox.post(relay, "forward", 0);
    mailbox.run();
    expect(hops).toBe(1_000_000);
  });

  it("throws on what an actor throws, drops the rest, and can run again", () => {
    const log: string[] = [];
    const mailbox = new Mailbox();
    const broken = actor(log, "broken", () => {
      throw new Error("boom");
    });
    mailbox.post(broken, "forward", 0);
    mailbox.post(actor(log, "never"), "forward", 0);
    expect(() => mailbox.run()).toThrow("boom");
    expect(mailbox.size).toBe(0);
    mailbox.post(actor(log, "later"), "forward", 0);
    mailbox.run();
    expect(log).toEqual(["broken forward 0", "later forward 0"]);
  });

  it("stops after the delivery at hand", () => {
    const log: string[] = [];
    const mailbox = new Mailbox();
    const b = actor(log, "b");
    mailbox.post(
      actor(log, "a", () => {
        mailbox.stop();
        mailbox.post(b, "forward", 1);
      }),
      "forward",
      0,
    );
    mailbox.post(b, "forward", 0);
    mailbox.run();
    expect(log).toEqual(["a forward 0"]);
    expect(mailbox.size).toBe(0);
  });

  it("refuses to be run from within", () => {
    const mailbox = new Mailbox();
    mailbox.post({ receive: () => mailbox.run() }, "forward", 0);
    expect(() => mailbox.run()).toThrow("the mailbox is running already: an actor posts, it does not run");
  });
});
