import type { Copies } from "./transport.ts";

/** Copies of messages on the synapses of one direction, sample by sample: sent = delivered + dropped + those in flight. */
export class CopyCount {
  sent = 0;
  delivered = 0;
  dropped = 0;

  get inFlight(): number {
    return this.sent - this.delivered - this.dropped;
  }

  /** What was delivered since it was so many has been in vain: it counts as dropped. */
  takeBack(delivered: number): void {
    this.dropped += this.delivered - delivered;
    this.delivered = delivered;
  }

  /** What is in flight is dropped. */
  giveUp(): void {
    this.dropped += this.inFlight;
  }

  copies(): Copies {
    const { sent, delivered, dropped, inFlight } = this;
    return { sent, delivered, dropped, inFlight };
  }
}
