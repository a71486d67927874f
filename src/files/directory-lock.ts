import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { shown } from "../math/suggestion.ts";
import { RunError } from "../message/run-error.ts";
import { removeIfPossible } from "./durable-file.ts";
import { codeOf, type FileSystem } from "./file-system.ts";

/** Who holds a lock. */
export interface Holder {
  readonly process: number;
  /** When that process began, as its system counts; "" where it does not tell. A number alone may come again. */
  readonly began: string;
  readonly host: string;
}

/** A program's right to a directory. */
export interface DirectoryLock {
  readonly release: () => void;
}

/**
 * Takes a directory for this process alone. A lock is an empty file whose name says who holds it, so that none is ever half
 * there. Everyone puts down its own before looking for those of others: of two that come at once each sees the other, and
 * both may be refused, but never both let in. Locks of processes that are no more are removed.
 * @throws RunError that names the process which has it; whatever the disk refuses with
 */
export function lockDirectory(
  disk: FileSystem,
  directory: string,
  self: Holder = thisProcess(),
): DirectoryLock {
  const own = nameOf(self);
  const path = join(directory, own);
  disk.close(disk.open(path, "new"));
  const release = (): void => removeIfPossible(disk, path);
  try {
    for (const name of disk.list(directory)) {
      const holder = name === own ? undefined : holderOf(name);
      if (holder === undefined) continue;
      const other = join(directory, name);
      if (holder.host === self.host && !isAlive(holder)) removeIfPossible(disk, other);
      else throw new RunError(refusal(directory, other, holder, self));
    }
  } catch (error) {
    release();
    throw error;
  }
  return { release };
}

function refusal(directory: string, path: string, { process, host }: Holder, self: Holder): string {
  const who = `process ${process}${host === self.host ? "" : ` on ${shown(host)}`}`;
  return `${directory}: expected no other run to use it; got ${who} (if that is no more, remove ${path})`;
}

function nameOf({ process, began, host }: Holder): string {
  return `lock_${process}_${began}_${randomBytes(4).toString("hex")}_${encodeURIComponent(host)}`;
}

function holderOf(name: string): Holder | undefined {
  const [, process, began = "", host = ""] = /^lock_(\d+)_([^_]*)_[\da-f]{8}_(.*)$/.exec(name) ?? [];
  return process === undefined ? undefined : { process: Number(process), began, host: decode(host) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Whether the process is there, on this host, and is not another one that has got its number since. */
function isAlive({ process: number, began }: Holder): boolean {
  try {
    process.kill(number, 0);
  } catch (error) {
    // One that belongs to somebody else is there all the same.
    if (codeOf(error) !== "EPERM") return false;
  }
  const now = beginOf(number);
  return began === "" || now === "" || began === now;
}

/** The process at hand, as a holder of locks. */
export function thisProcess(): Holder {
  return { process: process.pid, began: beginOf(process.pid), host: hostname() };
}

/** On Linux, the clock tick at which a process began, and which start of the machine ticks are counted from; elsewhere "". */
function beginOf(number: number): string {
  try {
    const stat = readFileSync(`/proc/${number}/stat`, "utf8");
    // After the name, which stands in brackets and may hold anything: the state, …, and as the twentieth the tick.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // A process that has ended and that nobody has asked for yet is no more.
    return fields[0] === "Z" ? "ended" : `${fields[19] ?? ""}-${boot}`;
  } catch {
    return "";
  }
}
