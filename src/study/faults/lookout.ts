import type { CallFault, TimedFault } from "../../transport/simulated/fault.ts";
import type { Note } from "../../transport/simulated/host.ts";
import type { HostileTransport } from "../../transport/simulated/hostile.ts";
import type { Witness } from "../../transport/simulated/witness.ts";
import type { Letter } from "../../transport/simulated/letter.ts";
import { count, newReached, type Situation } from "./situations.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is an entry for every neuron and edge */

/** Sees which situations a run comes upon. */
export class Lookout implements Witness<HostileTransport> {
  readonly reached = newReached();
  #world: HostileTransport | undefined;
  #attempt = -1;
  #version = 0;
  #givenUpInARow = 0;
  #crashedInAttempt = 0;
  /** When the batch at hand began, and the ticks that the one before took. */
  #began = 0;
  #lastBatch = Infinity;
  #lastCrash = -1;
  /** Of each stream, micro-batch and receiver: places in the order in which they were heard. */
  readonly #orders = new Map<string, number[]>();
  /** Of each stream and edge: the last micro-batch that was heard. */
  readonly #last = new Map<string, number>();
  /** Neurons that crashed when the commit was decided, and have yet to make it. */
  readonly #backAtCommit = new Set<number>();

  attend(world: HostileTransport): void {
    this.#world = world;
  }

  note(what: Note, letter: Letter): void {
    const { chief } = this.#there;
    this.#turn();
    switch (what) {
      case "applied":
        if (letter.attempt === chief.attempt) this.#heard(letter);
        return;
      case "again":
        this.#see("a message came again and was not counted");
        return;
      case "stale":
        this.#see("a message of an attempt that its receiver had forgotten was thrown away");
        return;
      case "fenced":
        this.#see("an older attempt was fenced off");
        if (letter.kind === "prepare") this.#see("an old coordinator's word was fenced off");
        return;
      case "committed":
        if (this.#backAtCommit.delete(letter.to))
          this.#see("a crashed neuron was asked to commit when it was back");
        return;
      case "forgotten":
        this.#see("a neuron that had forgotten was asked to prepare");
        return;
      case "repeated":
        this.#see("a neuron was asked to commit again");
        return;
      case "prepared":
      case "unprepared":
      case "dead":
    }
  }

  crashed(number: number): void {
    const { chief, hosts } = this.#there;
    this.#turn();
    const host = hosts[number];
    if (host === undefined) {
      if (chief.phase === "batch") this.#see("the coordinator crashed in the middle of a batch");
      else if (chief.phase === "prepare") this.#see("the coordinator crashed while neurons prepared");
      else if (chief.isAnnounced) this.#see("the coordinator crashed while neurons committed");
      else this.#see("the coordinator crashed between decision and announcement");
      return;
    }
    if (!this.#there.isLearner(number)) this.#see("an input neuron crashed");
    else if (this.#isOutput(number)) this.#see("an output neuron crashed");
    else this.#see("a hidden neuron crashed");
    const { now } = this.#there.net.agenda;
    if (this.#lastCrash === now) this.#see("all neurons of a stage crashed at once");
    this.#lastCrash = now;
    if (++this.#crashedInAttempt === 2) this.#see("two neurons crashed in one attempt");
    const hasPrepared = host.stored.prepared === chief.attempt;
    if (chief.phase === "batch") this.#see("a neuron crashed before it was asked to prepare");
    if (chief.phase === "prepare" && !hasPrepared) this.#see("a neuron crashed while others prepared");
    if (chief.phase === "prepare" && hasPrepared) this.#see("a neuron that had prepared crashed");
    if (chief.phase !== "commit") return;
    if (host.stored.version > chief.version)
      this.#see("a neuron crashed after it had committed, before all had");
    else if (hasPrepared) this.#backAtCommit.add(number);
  }

  befell(fault: TimedFault | CallFault): void {
    const { chief, post } = this.#there;
    if (fault.kind === "pause" && fault.host === chief.number && fault.ticks > post.patience)
      this.#see("the coordinator paused for longer than a sender waits");
    if (fault.kind === "partition" && fault.ticks > this.#lastBatch)
      this.#see("hosts were cut off from each other for longer than the batch before had taken");
    if (fault.kind === "partition" && fault.bridge !== undefined)
      this.#see("of hosts that were cut off from each other one reached both sides");
    if (fault.kind !== "throw") return;
    if (chief.phase === "batch") this.#see("a neuron threw in the middle of a batch");
    else if (chief.phase === "prepare") this.#see("a neuron threw when it was asked to prepare");
    else this.#see("a neuron threw when it was asked to commit");
  }

  event(): void {
    this.#turn();
  }

  /** At the end of a run: what the channels and the net have counted. */
  end(faults: number): void {
    const { channels, missed, damaged, late, net, queues } = this.#there.post;
    if (faults === 0) this.#see("a run without any fault");
    for (const channel of channels.values()) {
      this.#see("a message was repeated by its sender", channel.repeated);
      this.#see("a sender repeated itself five times", channel.insisted);
      this.#see("a sender waited for credit", channel.waited);
      this.#see("a sender repeated itself too early, by a wrong clock", channel.early);
      this.#see("a sender repeated itself too late, by a wrong clock", channel.late);
    }
    const { lost, passed } = net.cuts;
    this.#see("a copy reached a host that was down", missed);
    this.#see("a slow host took a packet up late", late);
    this.#see("a damaged packet was thrown away", damaged);
    this.#see("a packet was lost between hosts that were cut off from each other", lost.partition);
    this.#see("a packet was lost on a line that was cut one way", lost.cut);
    this.#see("a packet was lost on a line that went up and down", lost.flap);
    this.#see("a packet passed a line that went up and down", passed);
    this.#see("a message waited for its link", queues?.waited ?? 0);
  }

  /** Notices that a new attempt, or a new batch, has begun. */
  #turn(): void {
    const { chief } = this.#there;
    if (chief.attempt === this.#attempt) return;
    if (this.#attempt >= 0 && chief.version === this.#version) {
      this.#see("an attempt was given up");
      if (++this.#givenUpInARow === 2) this.#see("two attempts in a row were given up");
    } else {
      this.#givenUpInARow = 0;
      const { now } = this.#there.net.agenda;
      if (this.#attempt >= 0) this.#lastBatch = now - this.#began;
      this.#began = now;
    }
    this.#attempt = chief.attempt;
    this.#version = chief.version;
    this.#crashedInAttempt = 0;
    this.#orders.clear();
    this.#last.clear();
  }

  #heard({ direction, edge, microBatch, to }: Letter): void {
    const { edges } = this.#there;
    const { place, fanIn, to: targets } = edges[direction];
    const node = targets[edge]!;
    const key = `${direction}/${node}/${microBatch}`;
    const order = this.#orders.get(key) ?? [];
    order.push(place[edge]!);
    this.#orders.set(key, order);
    if (
      order.length > 2 &&
      order.length === fanIn[node] &&
      order.every((at, i) => i === 0 || at < order[i - 1]!)
    )
      this.#see("a whole fan-in came in reverse order");
    const lastKey = `${direction}/${edge}`;
    const last = this.#last.get(lastKey) ?? -1;
    if (microBatch < last) this.#see("a message overtook another one on its own edge");
    this.#last.set(lastKey, Math.max(last, microBatch));
    if (direction === "backward") this.#backward(microBatch);
    else if (this.#orders.has(`backward/${to}/${microBatch - 1}`))
      this.#see("a forward pass met a backward pass on the same synapse");
  }

  #backward(microBatch: number): void {
    const { hosts, edges } = this.#there;
    if (microBatch === 0) return;
    for (const { number } of hosts) {
      const heard = this.#orders.get(`forward/${number}/${microBatch - 1}`)?.length ?? 0;
      if (heard < edges.forward.fanIn[number]!) {
        this.#see("an error signal came back before an earlier micro-batch had gone forward");
        return;
      }
    }
  }

  #isOutput(number: number): boolean {
    const { start, to } = this.#there.edges.forward;
    return to.subarray(start[number], start[number + 1]).includes(this.#there.hosts.length + 1);
  }

  #see(situation: Situation, times = 1): void {
    count(this.reached, situation, times);
  }

  get #there(): HostileTransport {
    if (this.#world === undefined) throw new RangeError("lookout: expected a world to look at; got none yet");
    return this.#world;
  }
}
