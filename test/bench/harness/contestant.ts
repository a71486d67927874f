import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Facts, Message, Turn } from "./serve.ts";

/** Something that is measured. */
export interface Contestant {
  readonly id: string;
  readonly start: () => Promise<Running>;
}

export interface Running {
  readonly facts: Facts;
  /** Works for about so many seconds. */
  readonly turn: (seconds: number) => Promise<Turn>;
  readonly end: () => Promise<void>;
}

/** Longest silence of a contestant, in milliseconds. */
const patience = 180_000;

/** A program of this folder that serves a probe, run in a process of its own. */
export function probe(
  id: string,
  file: string,
  args: readonly (string | number)[],
  nodeOptions: readonly string[] = [],
): Contestant {
  return { id, start: () => startProbe(file, args.map(String), nodeOptions) };
}

async function startProbe(
  file: string,
  args: readonly string[],
  nodeOptions: readonly string[],
): Promise<Running> {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), args, {
    execArgv: ["--import", "tsx", ...nodeOptions],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let complaint = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  const hear = (): Promise<Message> => heard(child, () => complaint);
  const ready = await hear();
  return {
    facts: "facts" in ready ? ready.facts : {},
    turn: async (seconds) => {
      const answer = hear();
      child.send(seconds);
      const message = await answer;
      if ("turn" in message) return message.turn;
      throw new Error("expected a turn; got facts");
    },
    end: () => ended(child),
  };
}

/** The next thing that a process says. */
function heard(child: ChildProcess, complaint: () => string): Promise<Message> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      clearTimeout(timer);
      child.off("message", onMessage).off("close", onClose).off("error", onError);
      then();
    };
    const onMessage = (message: unknown): void => settle(() => resolve(message as Message));
    const onClose = (code: number | null): void =>
      settle(() => reject(new Error(reasonIn(complaint()) ?? `it ended with code ${String(code)}`)));
    // It is gone already, and nothing can be sent to it.
    const onError = (error: Error): void => settle(() => reject(error));
    const timer = setTimeout(() => {
      settle(() => reject(new Error(`nothing was heard for ${patience / 1000} s`)));
      child.kill();
    }, patience);
    child.on("message", onMessage).on("close", onClose).on("error", onError);
  });
}

/** A process is asked to end; one that does not is ended. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.send("end");
  });
}

/** The line of an error's stack that says what it is. */
function reasonIn(text: string): string | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => /^\w*Error\b.*: /.test(line)) ?? lines.at(-1);
}
