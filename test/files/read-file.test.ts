import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBytes, readText } from "../../src/files/read-file.ts";
import { InputError } from "../../src/message/input-error.ts";
import { errorOf } from "../data/error-of.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "counterflow-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("readBytes", () => {
  test("gives a file's bytes", () => {
    expect([...readBytes(write("plain", Uint8Array.of(0, 255, 0x1f)))]).toEqual([0, 255, 0x1f]);
    expect(readBytes(write("empty", ""))).toHaveLength(0);
  });

  test("decompresses what begins as gzip does, whatever its name", () => {
    expect([...readBytes(write("a.bin", gzipSync(Uint8Array.of(1, 2, 3))))]).toEqual([1, 2, 3]);
    expect(readBytes(write("several", Buffer.concat([gzipSync("ab"), gzipSync("cd")]))).toString()).toBe(
      "abcd",
    );
  });

  test("follows a symbolic link", () => {
    symlinkSync(write("target", "x"), join(folder, "link"));
    expect(readText(join(folder, "link"))).toBe("x");
  });
});

describe("a path that is no readable file is refused by name", () => {
  const refused = (path: string, message: string): void => {
    expect(errorOf(() => readBytes(path))).toBe(`${path}: ${message}`);
  };

  test("nothing of this name", () => {
    refused(join(folder, "missing"), "expected a file; got none of this name");
    refused(join(folder, "missing", "deeper"), "expected a file; got none of this name");
  });
  test("a path through a file", () => {
    refused(
      join(write("flat", ""), "deeper"),
      "expected a file; got a path through something that is no directory",
    );
  });
  test("a directory", () => {
    mkdirSync(join(folder, "directory"));
    refused(join(folder, "directory"), "expected a file; got a directory");
  });
  test("a name that is too long", () => {
    refused(join(folder, "n".repeat(5000)), "expected a file; got a name that is too long");
  });
  test("a name with a null character", () => {
    expect(errorOf(() => readBytes("a\0b"))).toBe("a\0b: expected a file; got a name with a null character");
  });
  test.skipIf(process.platform === "win32")("a circle of symbolic links", () => {
    symlinkSync(join(folder, "round"), join(folder, "round"));
    refused(join(folder, "round"), "expected a file; got a circle of symbolic links");
  });
  test.skipIf(process.platform === "win32")("a pipe, without waiting for its writer", () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    refused(join(folder, "pipe"), "expected a file; got a pipe");
  });
  test.skipIf(process.platform === "win32")("a device without end", () => {
    refused("/dev/zero", "expected a file; got a device");
  });
  test.skipIf(process.platform === "win32")("a socket", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, "socket"), resolve));
    refused(join(folder, "socket"), "expected a file; got a socket");
    await new Promise((resolve) => server.close(resolve));
  });
  // The superuser may read everything.
  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)("no permission", () => {
    const path = write("secret", "x");
    chmodSync(path, 0o000);
    refused(path, "expected a file; got no permission to read it");
  });
});

describe("size", () => {
  test("a file of more than 1 GiB is refused before it is read", () => {
    const path = write("large", "");
    truncateSync(path, 1_073_741_825);
    expect(errorOf(() => readBytes(path))).toBe(`${path}: expected at most 1073741824 bytes; got 1073741825`);
  });

  test("the limit itself is allowed, before and after decompression", () => {
    const path = write("limit", "x".repeat(100));
    expect(readBytes(path, 100)).toHaveLength(100);
    expect(errorOf(() => readBytes(path, 99))).toBe(`${path}: expected at most 99 bytes; got 100`);
    const compressed = write("limit.gz", gzipSync("x".repeat(1000)));
    expect(readBytes(compressed, 1000)).toHaveLength(1000);
    expect(errorOf(() => readBytes(compressed, 999))).toBe(
      `${compressed}: expected at most 999 bytes after decompression; got more`,
    );
  });
});

describe("damaged gzip", () => {
  const whole = gzipSync("some text that is long enough to be compressed, compressed, compressed");

  test("is refused at every length", () => {
    for (let length = 2; length < whole.length; length++) {
      const path = write("cut.gz", whole.subarray(0, length));
      expect(errorOf(() => readBytes(path))).toBe(
        `${path}: expected intact gzip; got unexpected end of file`,
      );
    }
  });

  test("is refused if a byte of the content or the checksum differs", () => {
    for (const at of [12, 20, whole.length - 6]) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      expect(errorOf(() => readBytes(write("changed.gz", changed)))).toContain("expected intact gzip; got ");
    }
  });
});

describe("readText", () => {
  test("is UTF-8, compressed or not, without its byte order mark", () => {
    expect(readText(write("utf8", "é\u{1f600}\r\n"))).toBe("é\u{1f600}\r\n");
    expect(readText(write("utf8.gz", gzipSync("é")))).toBe("é");
    expect(readText(write("mark", "\ufeff{}"))).toBe("{}");
    expect(readText(write("only-mark", "\ufeff"))).toBe("");
    expect(readText(write("nothing", ""))).toBe("");
  });

  test.each([
    ["little endian with a mark", Buffer.from("\ufeff{}", "utf16le")],
    ["little endian without a mark", Buffer.from("{}", "utf16le")],
    ["big endian with a mark", Buffer.from("\ufeff{}", "utf16le").swap16()],
    ["big endian without a mark", Buffer.from("{}", "utf16le").swap16()],
  ])("UTF-16 is named: %s", (_, bytes) => {
    const path = write("utf16", bytes);
    expect(errorOf(() => readText(path))).toBe(`${path}: expected UTF-8; got UTF-16`);
  });

  test.each([
    ["a byte that never occurs", [0x61, 0x62, 0xff, 0x63], "ff", 2],
    ["a lone continuation", [0x61, 0x80], "80", 1],
    ["Latin-1", [0x63, 0x61, 0x66, 0xe9, 0x2c, 0x31], "e9", 3],
    ["a character cut off at the end", [0xc3, 0xa9, 0xe2, 0x82], "e2", 2],
    ["an overlong slash", [0x61, 0xc0, 0xaf], "c0", 1],
    ["a surrogate", [0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x80], "ed", 4],
    ["beyond the last character", [0x61, 0xf5, 0x80, 0x80, 0x80], "f5", 1],
  ])("other bytes are named with their offset: %s", (_, bytes, byte, offset) => {
    const path = write("bad", Uint8Array.from(bytes));
    expect(errorOf(() => readText(path))).toBe(
      `${path}: expected UTF-8; got the byte ${byte} at offset ${offset}`,
    );
  });
});

test("an error's source is the path as it was given", () => {
  try {
    readText("./no such file.json");
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).source).toBe("./no such file.json");
  }
});
