import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Holder, lockDirectory, thisProcess } from "../../src/files/directory-lock.ts";
import { nodeFileSystem } from "../../src/files/file-system.ts";
import { RunError } from "../../src/message/run-error.ts";

let path = "";
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "counterflow-"));
});
afterEach(() => {
  rmSync(path, { recursive: true, force: true });
});

const lock = (self?: Holder) => lockDirectory(nodeFileSystem, path, self);
/** Puts down the lock of another process, as that process would. */
const leave = (holder: Holder): void => {
  const { process, began, host } = holder;
  writeFileSync(join(path, `lock_${process}_${began}_0123abcd_${encodeURIComponent(host)}`), "");
};
/** The number of a process that has ended. */
const ended = (): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    child.on("close", () => resolve(child.pid ?? 0));
  });

describe("the lock of a directory", () => {
  it("refuses a second run by the number of the first, and no more once that has let go", () => {
    const first = lock();
    expect(() => lock()).toThrow(RunError);
    expect(() => lock()).toThrow(`expected no other run to use it; got process ${process.pid} (if that is no more, remove ${path}/lock_`); // prettier-ignore
    first.release();
    expect(readdirSync(path)).toEqual([]);
    lock().release();
  });

  it("is taken over from a process that is no more", async () => {
    leave({ ...thisProcess(), process: await ended() });
    const own = lock();
    expect(readdirSync(path)).toHaveLength(1);
    own.release();
  });

  it("is taken over where the number belongs to another process by now", () => {
    leave({ ...thisProcess(), began: "1-00000000-0000-0000-0000-000000000000" });
    lock().release();
    expect(readdirSync(path)).toEqual([]);
  });

  it("holds against a live process that cannot tell when it began", () => {
    leave({ ...thisProcess(), began: "" });
    expect(() => lock()).toThrow(`got process ${process.pid} (`);
  });

  it("holds for a process on another host, of which nothing is known here", async () => {
    leave({ process: await ended(), began: "", host: "far_away-2\u001b[31m" });
    expect(() => lock()).toThrow(/got process \d+ on "far_away-2\\u001b\[31m" \(/);
    expect(readdirSync(path)).toHaveLength(1);
  });

  it("is nothing that other files could be taken for", () => {
    for (const name of ["lock", "lock_1", "lock_x__0123abcd_host", "lock_1__0123abc_host"])
      writeFileSync(join(path, name), "");
    lock().release();
    expect(readdirSync(path)).toHaveLength(4);
  });
});
