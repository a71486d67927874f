import type { Note } from "../../transport/simulated/host.ts";
import type { HostileTransport } from "../../transport/simulated/hostile.ts";
import type { Witness } from "../../transport/simulated/witness.ts";
import type { Letter } from "../../transport/simulated/letter.ts";

/* eslint-disable @typescript-eslint/no-non-null-assertion -- there is an entry for every neuron */

/** A law that did not hold, when (in ticks), and how. */
export interface Violation {
  readonly law: string;
  readonly time: number;
  readonly detail: string;
}

/** What a neuron has been told, kept outside of it. */
interface Told {
  /** Messages that counted in the attempt at hand. */
  counted: number;
  fence: number;
  version: number;
  /** The attempt that its gradient was formed in. */
  prepared: number;
}

/**
 * Books kept outside the actors, message by message and commit by commit, and the laws that must hold after every event
 * whatever goes wrong.
 */
export class Laws implements Omit<Witness<HostileTransport>, "befell"> {
  readonly violations: Violation[] = [];
  #world: HostileTransport | undefined;
  #told: Told[] = [];
  #attempt = -1;
  /** Messages that counted in the attempt at hand. */
  readonly #counted = new Set<number>();

  attend(world: HostileTransport): void {
    this.#world = world;
    this.#told = world.hosts.map(() => ({ counted: 0, fence: -1, version: 0, prepared: -1 }));
  }

  note(what: Note, letter: Letter): void {
    switch (what) {
      case "applied":
        this.#applied(letter);
        return;
      case "prepared":
        this.#prepared(letter);
        return;
      case "committed":
        this.#committed(letter);
        return;
      case "unprepared":
        this.#break(
          "update iff complete",
          `${this.#to(letter)} was asked to commit what it has not prepared`,
        );
        return;
      case "again":
      case "stale":
      case "fenced":
      case "forgotten":
      case "repeated":
      case "dead":
    }
  }

  crashed(host: number): void {
    const told = this.#told[host];
    if (told !== undefined) told.counted = 0;
  }

  event(): void {
    const { net, hosts } = this.#there;
    if (net.copies !== net.dropped + net.arrived + net.underWay)
      this.#break(
        "conservation",
        `${net.copies} copies; ${net.dropped} dropped, ${net.arrived} arrived, ${net.underWay} under way`,
      );
    for (const host of hosts) {
      const told = this.#told[host.number]!;
      const { fence, version } = host.stored;
      if (fence < told.fence)
        this.#break("monotonic fence", `neuron ${host.number} went from ${told.fence} to ${fence}`);
      if (version < told.version)
        this.#break(
          "monotonic commit",
          `neuron ${host.number} went from version ${told.version} to ${version}`,
        );
      told.fence = fence;
    }
  }

  /** After the end of a run, when nothing is due any more. */
  end(): void {
    const { net, post, chief, hosts, inFlight } = this.#there;
    const open = [...post.channels.values()].filter(({ underWay, waiting }) => underWay + waiting > 0);
    if (open.length > 0 || net.underWay > 0 || net.agenda.size > 0 || inFlight() !== 0)
      this.#break("quiescence", `${open.length} channels and ${net.underWay} packets are still at work`);
    for (const { number, stored } of hosts) {
      if (this.#there.isLearner(number) && stored.version !== chief.version)
        this.#break(
          "update iff complete",
          `neuron ${number} has version ${stored.version}; expected ${chief.version}`,
        );
    }
  }

  /** Something that another judge has found. */
  find(law: string, detail: string): void {
    this.#break(law, detail);
  }

  #applied(letter: Letter): void {
    const { chief, microBatches, edges, hosts } = this.#there;
    if (letter.attempt !== chief.attempt) {
      // A neuron may not have heard of the new attempt yet; then it is the newest that it knows.
      const fence = hosts[letter.to]?.stored.fence ?? chief.attempt;
      if (letter.attempt < fence || letter.attempt > chief.attempt)
        this.#break(
          "no stale effect",
          `${this.#to(letter)} counted attempt ${letter.attempt}, and knows of ${fence}`,
        );
      return;
    }
    if (letter.attempt !== this.#attempt) {
      this.#attempt = letter.attempt;
      this.#counted.clear();
      for (const told of this.#told) told.counted = 0;
    }
    const both = letter.edge * 2 + (letter.direction === "forward" ? 0 : 1);
    const key = both * microBatches + letter.microBatch;
    if (this.#counted.has(key))
      this.#break(
        "exactly once",
        `${this.#to(letter)} counted edge ${letter.edge} (${letter.direction}) twice`,
      );
    this.#counted.add(key);
    const host = hosts[letter.to];
    const version = host?.stored.version ?? chief.version;
    if (letter.version !== version)
      this.#break(
        "one version",
        `${this.#to(letter)} of version ${version} counted a message of version ${letter.version}`,
      );
    if (host !== undefined && edges[letter.direction].to[letter.edge] !== letter.to)
      this.#break("no effect without authority", `${this.#to(letter)} counted a message that is not its own`);
    if (host !== undefined) this.#told[letter.to]!.counted++;
  }

  #prepared(letter: Letter): void {
    const { microBatches, edges } = this.#there;
    const told = this.#told[letter.to]!;
    const expected = (edges.forward.fanIn[letter.to]! + edges.backward.fanIn[letter.to]!) * microBatches;
    // An old coordinator may ask for what was whole in its time; nobody commits it.
    if (letter.attempt === this.#there.chief.attempt && told.counted !== expected)
      this.#break(
        "update iff complete",
        `${this.#to(letter)} prepared with ${told.counted} of ${expected} messages`,
      );
    told.prepared = letter.attempt;
  }

  #committed(letter: Letter): void {
    const { chief } = this.#there;
    const told = this.#told[letter.to]!;
    told.version++;
    if (told.version !== letter.version || letter.version !== chief.version + 1 || chief.phase !== "commit")
      this.#break(
        "monotonic commit",
        `${this.#to(letter)} committed version ${told.version}; decided ${chief.version + 1}`,
      );
    if (letter.attempt !== chief.attempt)
      this.#break(
        "no stale effect",
        `${this.#to(letter)} committed attempt ${letter.attempt} of ${chief.attempt}`,
      );
    for (const [number, { prepared }] of this.#told.entries()) {
      if (this.#there.isLearner(number) && prepared !== letter.attempt)
        this.#break(
          "update iff complete",
          `${this.#to(letter)} committed; neuron ${number} has not prepared`,
        );
    }
  }

  #break(law: string, detail: string): void {
    if (this.violations.length < 10) this.violations.push({ law, time: this.#there.now(), detail });
  }

  #to(letter: Letter): string {
    return this.#there.post.nameOf(letter.to);
  }

  get #there(): HostileTransport {
    if (this.#world === undefined) throw new RangeError("laws: expected a world to look at; got none yet");
    return this.#world;
  }
}
