import { NobodyReads } from "./stopped.ts";

/** Where text goes; what is written waits until it can go on. */
export interface Output {
  /** Rejects with NobodyReads once the reader has gone. */
  readonly write: (text: string) => Promise<void>;
  /** @throws NobodyReads, or whatever else writing has failed with */
  readonly check: () => void;
}

/**
 * A reader may go before all is written (`… | head -1`): the stream then fails, and a failure that nobody listens to
 * would end the process noisily. Afterwards nothing is written any more. The stream is listened to for as long as it lives:
 * what was written last may fail last.
 */
export function stopOnBrokenPipe(stream: NodeJS.WritableStream): Output {
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= isBrokenPipe(error) ? new NobodyReads("nobody reads any more") : error;
  };
  stream.on("error", fail);
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      stream.write(text, (error) => {
        if (error) fail(error);
        if (failure === undefined) resolve();
        else reject(failure);
      });
    });
  return {
    write,
    check() {
      if (failure !== undefined) throw failure;
    },
  };
}

function isBrokenPipe(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "ERR_STREAM_WRITE_AFTER_END";
}
