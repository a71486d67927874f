import { describe, expect, it } from "vitest";
import { random } from "../../src/math/random.ts";
import type { Receiver, Task } from "../../src/message/actor.ts";
import type { Links } from "../../src/transport/gather.ts";
import { LocalTransport } from "../../src/transport/local.ts";
import type { Copies } from "../../src/transport/transport.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every node and micro-batch has its entries */

/** What a batch is made of: who sends before the run, and what each does when it is told. */
interface Script {
  readonly samples: readonly number[];
  readonly first: readonly Send[];
  /** What a node does when it is told. */
  readonly then: (node: number, task: Task, microBatch: number) => readonly Send[];
  /** After so many deliveries the batch is stopped, or somebody throws; or copies are asked for. */
  readonly stopAt: number;
  readonly throwAt: number;
  readonly askAt: number;
  readonly asksAtItsEnd: boolean;
  /** What micro-batches are called once more for, of as many samples as stand here, when all has come to its end. */
  readonly again: readonly (readonly number[])[];
}

/** "tell": a node is told by itself, and does nothing. */
interface Send {
  readonly way: "forward" | "backward" | "tell";
  readonly node: number;
  readonly microBatch: number;
}

type Arrow = readonly [tail: number, head: number];

interface Wiring {
  readonly forward: Links;
  readonly backward: Links;
}

/** A transport, as this test uses it. */
interface Subject {
  readonly open: (samples: readonly number[]) => void;
  readonly resize: (samples: readonly number[]) => void;
  readonly send: (send: Send) => void;
  readonly run: (receive: (node: number, task: Task, microBatch: number) => "go on" | "stop") => void;
  readonly copies: () => Copies[];
}

function played(subject: Subject, script: Script) {
  const told: string[] = [];
  const copies: Copies[] = [];
  const run = (): void => {
    for (const send of script.first) subject.send(send);
    subject.run((node, task, microBatch) => {
      told.push(`${node} ${task} ${microBatch}`);
      if (told.length === script.throwAt) throw new Error("planned");
      if (told.length === script.askAt) copies.push(...subject.copies());
      for (const send of script.then(node, task, microBatch)) subject.send(send);
      return told.length === script.stopAt ? "stop" : "go on";
    });
  };
  subject.open(script.samples);
  try {
    run();
    for (const samples of script.again) {
      subject.resize(samples);
      run();
    }
  } catch (error) {
    told.push(String(error));
  }
  if (script.asksAtItsEnd) copies.push(...subject.copies());
  return { told, copies };
}

function local(links: Wiring): Subject {
  let hear: (node: number, task: Task, microBatch: number) => "go on" | "stop" = () => "go on";
  const receivers = Array.from({ length: links.forward.nodes }, (_, node): Receiver => ({
    receive: (task, microBatch) => {
      if (hear(node, task, microBatch) === "stop") transport.stop();
    },
  }));
  const transport = new LocalTransport(links, receivers, []);
  return {
    open: (samples) => transport.open(samples),
    resize: (samples) => transport.resize(samples),
    send: ({ way, node, microBatch }) => {
      if (way === "tell") transport.tell(receivers[node]!, "commit", microBatch);
      else transport[way].send(node, microBatch);
    },
    run: (receive) => {
      hear = receive;
      transport.run();
    },
    copies: () => {
      const inFlight = transport.inFlight();
      const { activations, errorSignals } = transport.counts();
      expect(inFlight).toBe(activations.inFlight + errorSignals.inFlight);
      return [activations, errorSignals];
    },
  };
}

/** The law of the local transport, written down without any memory of earlier batches. */
function plain(links: Wiring): Subject {
  const ways = ["forward", "backward"] as const;
  const books = {
    forward: { sent: 0, delivered: 0, dropped: 0 },
    backward: { sent: 0, delivered: 0, dropped: 0 },
  };
  const inFlight = ({ sent, delivered, dropped }: (typeof books)["forward"]): number =>
    sent - delivered - dropped;
  let heard = new Map<string, number>();
  let queue: { readonly node: number; readonly task: Task; readonly microBatch: number }[] = [];
  let samples: readonly number[] = [];
  return {
    open: (given) => {
      samples = given;
      heard = new Map();
      queue = [];
      for (const way of ways) books[way].dropped += inFlight(books[way]);
    },
    resize: (given) => {
      samples = given;
    },
    send: ({ way, node, microBatch }) => {
      if (way === "tell") {
        queue.push({ node, task: "commit", microBatch });
        return;
      }
      const { listenersOf, listeners, messagesOut, messagesIn } = links[way];
      books[way].sent += messagesOut[node]! * samples[microBatch]!;
      for (const listener of listeners.subarray(listenersOf[node], listenersOf[node + 1])) {
        const key = `${way} ${listener} ${microBatch}`;
        heard.set(key, (heard.get(key) ?? 0) + 1);
        if (heard.get(key) !== listeners.filter((each) => each === listener).length) continue;
        heard.delete(key);
        books[way].delivered += messagesIn[listener]! * samples[microBatch]!;
        queue.push({ node: listener, task: way, microBatch });
      }
    },
    run: (receive) => {
      try {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          if (receive(next.node, next.task, next.microBatch) === "stop") break;
        }
      } finally {
        queue.length = 0;
      }
    },
    copies: () => ways.map((way) => ({ ...books[way], inFlight: inFlight(books[way]) })),
  };
}

/** Node 0 is where batches begin; every other one hears some of those before it, and the reversed arrows run back. */
function wiring(nodes: number, uniform: () => number): Wiring {
  const arrows: Arrow[] = [];
  for (let head = 1; head < nodes; head++) {
    const tails = Array.from({ length: head }, (_, tail) => tail).filter(() => uniform() < 2 / head);
    for (const tail of tails.length > 0 ? tails : [head - 1]) arrows.push([tail, head]);
  }
  return wiredBy(nodes, arrows);
}

/** Forward, and with its arrows turned round. */
function wiredBy(nodes: number, arrows: readonly Arrow[]): Wiring {
  const turned = arrows.map(([tail, head]): Arrow => [head, tail]);
  return { forward: linksOf(nodes, arrows), backward: linksOf(nodes, turned) };
}

function linksOf(nodes: number, arrows: readonly Arrow[]): Links {
  const heads = Array.from({ length: nodes }, (_, n) =>
    arrows.filter(([tail]) => tail === n).map(([, head]) => head),
  );
  const messagesIn = new Float64Array(nodes);
  for (const [tail, head] of arrows) messagesIn[head]! += tail + head;
  let end = 0;
  return {
    nodes,
    listenersOf: Int32Array.of(0, ...heads.map(({ length }) => (end += length))),
    listeners: Int32Array.from(heads.flat()),
    messagesOut: Float64Array.from(heads, (each, tail) => each.reduce((sum, head) => sum + tail + head, 0)),
    messagesIn,
  };
}

/** What neurons do: who is told sends on, and the stream turns round where nobody hears it any more. */
function sendsOf(links: Wiring, node: number, task: Task, microBatch: number): Send[] {
  if (task === "commit") return [];
  const isHeard = links.forward.listenersOf[node]! < links.forward.listenersOf[node + 1]!;
  return [{ way: task === "forward" && isHeard ? "forward" : "backward", node, microBatch }];
}

const usualSamples = [4, 3];
const otherSamples = [[4], [2, 5], [4, 3], [1, 2, 3]];

/** A batch like any other, or one that goes another way in some point. */
function scriptOf(links: Wiring, seed: number, kind: "plain" | "odd"): Script {
  const { uniform } = random(seed, "script");
  const odd = (chance: number): boolean => kind === "odd" && uniform() < chance;
  const samples = odd(0.3) ? otherSamples[seed % otherSamples.length]! : usualSamples;
  const first: Send[] = samples.map((_, microBatch) => ({ way: "forward", node: 0, microBatch }));
  if (odd(0.3)) first.reverse();
  if (odd(0.2)) first.push({ way: "tell", node: links.forward.nodes - 1, microBatch: 0 });
  const somewhere = (): number => Math.floor(4 * links.forward.nodes * uniform());
  const again = odd(0.2) ? [samples.map((count) => count + 7), samples] : [];
  const isGivenUp = (chance: number): boolean => odd(chance) && again.length === 0;
  const silent = isGivenUp(0.2) ? somewhere() : -1;
  let told = 0;
  return {
    samples,
    first,
    // Each is told of a micro-batch once a direction, so that it sends nothing twice.
    then: (node, task, microBatch) => (told++ === silent ? [] : sendsOf(links, node, task, microBatch)),
    stopAt: isGivenUp(0.2) ? somewhere() : -1,
    throwAt: isGivenUp(0.1) ? somewhere() : -1,
    askAt: odd(0.2) ? somewhere() : -1,
    asksAtItsEnd: seed % 4 === 3,
    again,
  };
}

describe("a course", () => {
  it.each(Array.from({ length: 100 }, (_, seed) => seed))(
    "delivers and counts what would be without it, batch after batch (network %i)",
    (seed) => {
      const { uniform } = random(seed, "course");
      const links = wiring(2 + Math.floor(8 * uniform()), uniform);
      const [remembering, forgetful] = [local(links), plain(links)];
      let script = 0;
      for (let batch = 0; batch < 40; batch++) {
        // Often the same again.
        if (uniform() < 0.5) script = Math.floor(1000 * uniform());
        const kind = script < 500 ? "plain" : "odd";
        const expected = played(forgetful, scriptOf(links, script, kind));
        expect(played(remembering, scriptOf(links, script, kind)), `batch ${batch}`).toEqual(expected);
      }
    },
  );

  /** One after another; the last one waits for the first one too. */
  const chain = (nodes: number): Wiring =>
    wiredBy(nodes, [...Array.from({ length: nodes - 1 }, (_, n): Arrow => [n, n + 1]), [0, nodes - 1]]);
  /** Three nodes that 100 others each hear, which say nothing, one after another. */
  const bunches = wiredBy(
    301,
    Array.from({ length: 300 }, (_, n) => [n < 100 ? 0 : n < 200 ? 1 : 101, n + 1]),
  );
  const unheard = Array.from({ length: 300 }, (): Send => ({ way: "backward", node: 0, microBatch: 0 }));
  it.each<readonly [string, Wiring, (script: Script, batch: number) => Partial<Script>]>([
    ...[63, 64, 65, 66, 127, 128, 129, 200].map(
      (nodes) => [`a chain of ${nodes}`, chain(nodes), () => ({})] as const,
    ),
    ["a chain of 200, given up now and then", chain(200), (_, batch) => ({ stopAt: 350 * (batch % 2) })],
    [
      "few sends that many hear",
      bunches,
      ({ first, then }) => ({
        samples: [4],
        first: first.slice(0, 1),
        then: (node, ...told) => (node === 1 || node === 101 ? then(node, ...told) : []),
      }),
    ],
    [
      "sends that nobody hears, after others or alone",
      chain(3),
      ({ first }, batch) => ({ first: batch % 2 === 0 ? [...first, ...unheard] : unheard.slice(0, 1) }),
    ],
  ])("is not taken where it would be too long: %s", (_, links, changed) => {
    const [remembering, forgetful] = [local(links), plain(links)];
    for (let batch = 0; batch < 6; batch++) {
      const script = scriptOf(links, batch, "plain");
      const long = { ...script, ...changed(script, batch) };
      expect(played(remembering, long), `batch ${batch}`).toEqual(played(forgetful, long));
    }
  });
});
