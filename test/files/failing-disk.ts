import { type FileSystem, nodeFileSystem } from "../../src/files/file-system.ts";

/** What a disk refuses with, as the system words it. */
export function refusal(code: string): Error {
  return Object.assign(new Error(`${code}: no luck`), { code });
}

/** Which calls fail: number `from` (counted from 1) and, "once" or "on", only that one or all that follow. */
export interface Failing {
  readonly code: string;
  readonly from: number;
  readonly how: "once" | "on";
}

/** The real disk, whose calls are counted and told of, and some of which fail. */
export function failingDisk(failing?: Failing) {
  const calls: string[] = [];
  const counted =
    <Args extends readonly unknown[], Result>(name: string, call: (...args: Args) => Result) =>
    (...args: Args): Result => {
      calls.push(`${name} ${typeof args[0] === "string" ? args[0] : ""}`.trim());
      const n = calls.length;
      const fails = failing && (failing.how === "once" ? n === failing.from : n >= failing.from);
      if (fails === true) throw refusal(failing.code);
      return call(...args);
    };
  const disk: FileSystem = {
    open: counted("open", nodeFileSystem.open),
    write: counted("write", nodeFileSystem.write),
    read: counted("read", nodeFileSystem.read),
    synchronize: counted("synchronize", nodeFileSystem.synchronize),
    close: counted("close", nodeFileSystem.close),
    rename: counted("rename", nodeFileSystem.rename),
    remove: counted("remove", nodeFileSystem.remove),
    list: counted("list", nodeFileSystem.list),
    size: counted("size", nodeFileSystem.size),
    makeDirectory: counted("makeDirectory", nodeFileSystem.makeDirectory),
  };
  return { disk, calls };
}
