import { newNumbers, type Numbers } from "../../math/precision.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Network } from "../network.ts";
import type { WatchOptions } from "../watching/wanted-events.ts";
import { createDecoder, type Decoder } from "./decoder.ts";
import { EventRing } from "./event-ring.ts";
import { outlineOf, type Yield, Yields } from "./outline.ts";
import { Segment } from "./segment.ts";

export interface KeeperOptions extends WatchOptions {
  /** So many of the last events are wanted. */
  readonly keep: number;
}

/** A segment that waits to be made events of. */
interface Waiting {
  readonly segment: Segment;
  /** What will come of it; undefined where nobody has to know. */
  readonly known: Yield | undefined;
}

/**
 * Keeps what a recording needs of its segments, and makes events of them as late as possible: most of a ring's are dropped
 * without ever having been any.
 *
 *   events that were made │ segments that wait, in order │ the open one
 *   ──────────────────────┼──────────────────────────────┼─────────────▶
 *          (a ring)       │  dropped from the left when the later ones hold all events that are kept
 */
export class Keeper {
  readonly #network: Network;
  readonly #options: KeeperOptions;
  readonly #ring: EventRing;
  readonly #yields = new Yields();
  /** Made when first needed: it has an object a neuron. */
  #decoder: Decoder | undefined;
  /** From the place `#first` on. */
  #waiting: Waiting[] = [];
  #first = 0;
  /** Events that will come of those that wait, where that is known; and what they take in memory, in numbers. */
  #events = 0;
  #size = 0;
  readonly #storage: Numbers[] = [];
  /** Numbers of the last segment: the next one is most often as long. */
  #length = 0;

  constructor(network: Network, options: KeeperOptions) {
    this.#network = network;
    this.#options = options;
    this.#ring = new EventRing(options.keep);
  }

  /** A segment to be filled. */
  begin(): Segment {
    return new Segment(this.#storage.pop() ?? newNumbers(this.#network.precision, this.#length));
  }

  /** Nothing will be added to it any more. */
  add(segment: Segment): void {
    this.#length = segment.used;
    if (this.#options.keep === Infinity) this.#wait(segment, undefined);
    else this.#addToRing(segment);
    const most = Math.max(muchMemory, 3 * segment.size);
    // Where all is wanted, events take no less than what they are made from.
    while (this.#size > most && !isAllWanted(this.#options)) this.#decodeNext();
  }

  /** The last events, with those of the open segment so far. */
  events(open: Segment | undefined): TraceEvent[] {
    this.#decodeAll();
    if (open !== undefined && open.entries.length > 0) {
      this.#decode(open);
      open.empty();
    }
    return this.#ring.list();
  }

  /** To be called when all has been decoded. */
  end(outcome: string): void {
    const { last } = this.#ring;
    if (last?.kind === "end") return;
    const n = this.#decoder?.next() ?? 0;
    this.#ring.add({ n, t: last?.t ?? 0, kind: "end", outcome, header: "" });
  }

  #addToRing(segment: Segment): void {
    const { keep } = this.#options;
    const outline = outlineOf(segment);
    const known = segment.isWhole ? this.#yields.of(outline) : undefined;
    if (known === undefined) {
      this.#decodeAll();
      if (segment.isWhole) this.#yields.learn(this.#decoding().learn(segment));
      else this.#decode(segment);
      this.#release(segment);
      return;
    }
    this.#wait(segment, known);
    if (this.#events >= keep) this.#ring.clear();
    for (let first = this.#next(); first?.known !== undefined; first = this.#next()) {
      if (this.#events - first.known.events < keep) break;
      this.#decoding().skip(first.known);
      this.#forget(first);
    }
  }

  #wait(segment: Segment, known: Yield | undefined): void {
    this.#waiting.push({ segment, known });
    this.#size += segment.size;
    this.#events += known?.events ?? 0;
  }

  #next(): Waiting | undefined {
    return this.#waiting[this.#first];
  }

  /** It was the next one; what will come of it is known elsewhere. */
  #forget({ segment, known }: Waiting): void {
    this.#size -= segment.size;
    this.#events -= known?.events ?? 0;
    this.#release(segment);
    this.#first++;
    // Taken off one by one, each would move all others.
    if (2 * this.#first < this.#waiting.length) return;
    this.#waiting.splice(0, this.#first);
    this.#first = 0;
  }

  #decodeNext(): void {
    const next = this.#next();
    if (next === undefined) return;
    this.#decode(next.segment);
    this.#forget(next);
  }

  #decodeAll(): void {
    while (this.#next() !== undefined) this.#decodeNext();
  }

  #decode(segment: Segment): void {
    this.#decoding().decode(segment);
  }

  #decoding(): Decoder {
    return (this.#decoder ??= createDecoder(this.#network, this.#options, (event) => {
      this.#ring.add(event);
    }));
  }

  /** Its storage may hold another one. */
  #release({ numbers }: Segment): void {
    if (this.#storage.length < mostStorage) this.#storage.push(numbers);
  }
}

/** In numbers: 32 MB of doubles. */
const muchMemory = 4_000_000;
const mostStorage = 2;

function isAllWanted({ level, neurons, samples, phases }: WatchOptions): boolean {
  return level !== "population" && [neurons, samples, phases].every((part) => part === undefined);
}
