import type { Chief } from "./chief.ts";
import type { TimedFault } from "./fault.ts";
import type { Host } from "./host.ts";
import { word } from "./letter.ts";
import type { Numbers, Post } from "./post.ts";
import type { Supervisor } from "./supervisor.ts";
import type { Witness } from "./witness.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every number up to the coordinator's is that of a host */

/** Whom misfortune can befall. */
export interface Befallen {
  readonly post: Post;
  readonly hosts: readonly Host[];
  readonly chief: Chief;
  readonly isLearner: (host: number) => boolean;
}

/** What befalls hosts and wires: crashes, pauses, wrong clocks, lines that are cut, and a coordinator that is taken for dead. */
export class Misfortune {
  readonly #world: Befallen;
  readonly #numbers: Numbers;
  readonly #supervisor: Supervisor;
  readonly #witness: Pick<Witness<unknown>, "crashed" | "befell">;

  /** Of these, the supervisor and the witness have to hear of it. */
  constructor(
    world: Befallen,
    numbers: Numbers,
    supervisor: Supervisor,
    witness: Pick<Witness<unknown>, "crashed" | "befell">,
  ) {
    this.#world = world;
    this.#numbers = numbers;
    this.#supervisor = supervisor;
    this.#witness = witness;
  }

  /** A list may name hosts that a smaller network has not. */
  befall(fault: TimedFault): void {
    const { post, chief } = this.#world;
    if ("host" in fault && fault.host > chief.number) return;
    this.#witness.befell(fault);
    const { agenda, cuts } = post.net;
    switch (fault.kind) {
      case "crash":
        if (!post.isDown(fault.host)) this.crash(fault.host, fault.ticks);
        return;
      case "outage":
        for (const host of fault.hosts)
          if (host < chief.number && !post.isDown(host)) this.crash(host, fault.ticks);
        return;
      case "pause":
        post.pause(fault.host, fault.ticks);
        return;
      case "slow":
        post.clocks.slow(fault.host, fault.by, agenda.now + fault.ticks);
        return;
      case "skew":
        post.clocks.skew(fault.host, fault.factor, agenda.now + fault.ticks);
        return;
      case "jump":
        post.jump(fault.host, fault.ticks);
        return;
      case "partition":
      case "cut":
      case "flap":
        cuts.add(fault, agenda.now);
        return;
      case "failover":
        if (!post.isDown(chief.number)) this.#failOver(fault.ticks);
    }
  }

  /** A host is down for so many ticks; `thrown`: since its neuron has thrown it. */
  crash(number: number, ticks: number, thrown?: unknown): void {
    const { post, hosts, chief } = this.#world;
    const { agenda } = post.net;
    this.#supervisor.crashed(number, post.nameOf(number), agenda.now, thrown);
    this.#witness.crashed(number);
    post.takeDown(number, ticks);
    if (number < chief.number) {
      hosts[number]!.crash();
      this.#numbers.forget(number);
    }
    agenda.schedule(agenda.now + ticks, {
      happen: () => (hosts[number] ?? chief).restart(),
    });
  }

  /** Another coordinator takes over at once; the first one comes back later, and says once more what it last said. */
  #failOver(ticks: number): void {
    const { post, hosts, chief } = this.#world;
    const { attempt, version, number } = chief;
    const { agenda } = post.net;
    this.#witness.crashed(number);
    const last = post.forget(number);
    post.clocks.resume(number);
    for (const host of hosts) {
      if (this.#world.isLearner(host.number))
        last.push(word("prepare", number, host.number, { attempt, version }));
    }
    agenda.schedule(agenda.now + ticks, {
      happen: () => {
        for (const letter of last) post.net.post({ from: letter.from, to: letter.to, number: -1, letter });
      },
    });
    chief.restart();
  }
}
