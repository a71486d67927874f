import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { stopOnBrokenPipe } from "../../../src/cli/io/output.ts";
import { NobodyReads } from "../../../src/cli/io/stopped.ts";

/** A stream that takes so many texts and then fails. */
function failingAfter(count: number, code: string): { readonly stream: Writable; readonly taken: string[] } {
  const taken: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (taken.length === count) {
        done(Object.assign(new Error(`write ${code}`), { code }));
        return;
      }
      taken.push(chunk.toString());
      done();
    },
  });
  return { stream, taken };
}

describe("stopOnBrokenPipe", () => {
  test("rejects the very text that nobody has read, and all that follow", async () => {
    const { stream, taken } = failingAfter(1, "EPIPE");
    const output = stopOnBrokenPipe(stream);
    await output.write("one");
    output.check();
    await expect(output.write("two")).rejects.toThrow(NobodyReads);
    await expect(output.write("three")).rejects.toThrow(NobodyReads);
    expect(() => output.check()).toThrow(NobodyReads);
    expect(taken).toEqual(["one"]);
  });

  test("names any other failure as it is", async () => {
    const output = stopOnBrokenPipe(failingAfter(0, "ENOSPC").stream);
    await expect(output.write("one")).rejects.toThrow("write ENOSPC");
    expect(() => output.check()).toThrow("write ENOSPC");
  });

  test("waits until a slow reader has taken what was written", async () => {
    let take: (() => void) | undefined;
    const stream = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void (take = done) });
    let isWritten = false;
    const written = stopOnBrokenPipe(stream)
      .write("text")
      .then(() => (isWritten = true));
    await new Promise(setImmediate);
    expect(isWritten).toBe(false);
    take?.();
    await written;
  });
});
