/** The user has stopped the program with a signal, or with the key that stands for it. Nothing has failed. */
export class StoppedBySignal extends Error {
  override readonly name = "StoppedBySignal";
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

/** Nobody reads what is written any more (`… | head -1`): there is no reason to go on. */
export class NobodyReads extends Error {
  override readonly name = "NobodyReads";
}
