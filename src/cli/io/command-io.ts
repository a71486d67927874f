import type { Writable } from "node:stream";

/** What a command line talks to. */
export interface CommandIo {
  /** Results, and nothing else. */
  readonly stdout: TextOutput;
  /** Errors and progress. */
  readonly stderr: TextOutput;
  readonly stdin: NodeJS.ReadableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A stream of text; a terminal has a width, in characters (0 or nothing where it is not known). */
export type TextOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number };
