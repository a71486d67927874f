import type { Chief } from "./chief.ts";
import type { HostFault } from "./fault.ts";
import type { Host } from "./host.ts";
import { word } from "./letter.ts";
import type { Numbers, Post } from "./post.ts";
import type { Supervisor } from "./supervisor.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every number up to the coordinator's is that of a host */

/** Whom misfortune can befall, and who has to hear of it. */
export interface Befallen {
  readonly post: Post;
  readonly hosts: readonly Host[];
  readonly chief: Chief;
  readonly numbers: Numbers;
  readonly supervisor: Supervisor;
  readonly witness: { readonly crashed: (host: number) => void };
  readonly isLearner: (host: number) => boolean;
}

/** What befalls hosts: crashes, pauses, lines that are cut, and a coordinator that is taken for dead. */
export class Misfortune {
  readonly #parts: Befallen;

  constructor(parts: Befallen) {
    this.#parts = parts;
  }

  /** A list may name hosts that a smaller network has not. */
  befall(fault: HostFault): void {
    if ("host" in fault && fault.host > this.#parts.chief.number) return;
    switch (fault.kind) {
      case "crash":
        if (!this.#parts.post.isDown(fault.host)) this.#crash(fault.host, fault.ticks);
        return;
      case "outage":
        for (const host of fault.hosts) {
          if (host < this.#parts.chief.number && !this.#parts.post.isDown(host))
            this.#crash(host, fault.ticks);
        }
        return;
      case "pause":
        this.#parts.post.pause(fault.host, fault.ticks);
        return;
      case "partition":
        this.#parts.post.net.cut(fault.hosts, fault.ticks);
        return;
      case "failover":
        if (!this.#parts.post.isDown(this.#parts.chief.number)) this.#failOver(fault.ticks);
    }
  }

  #crash(number: number, ticks: number): void {
    const { agenda } = this.#parts.post.net;
    this.#parts.supervisor.crashed(number, this.#parts.post.nameOf(number), agenda.now);
    this.#parts.witness.crashed(number);
    this.#parts.post.takeDown(number, ticks);
    if (number < this.#parts.chief.number) {
      this.#parts.hosts[number]!.crash();
      this.#parts.numbers.forget(number);
    }
    agenda.schedule(agenda.now + ticks, {
      happen: () => {
        if (number === this.#parts.chief.number) this.#parts.chief.restart();
        else this.#parts.hosts[number]!.restart();
      },
    });
  }

  /** Another coordinator takes over at once; the first one comes back later, and says once more what it last said. */
  #failOver(ticks: number): void {
    const { agenda } = this.#parts.post.net;
    this.#parts.witness.crashed(this.#parts.chief.number);
    const last = this.#parts.post.forget(this.#parts.chief.number);
    const { attempt, version, number } = this.#parts.chief;
    for (const host of this.#parts.hosts) {
      if (this.#parts.isLearner(host.number))
        last.push(word("prepare", number, host.number, { attempt, version }));
    }
    agenda.schedule(agenda.now + ticks, {
      happen: () => {
        for (const letter of last)
          this.#parts.post.net.post({ from: letter.from, to: letter.to, number: -1, letter });
      },
    });
    this.#parts.chief.restart();
  }
}
