import { type Browser, chromium, type Page } from "playwright-core";

let started: Promise<Browser> | undefined;

/**
 * A page of a real browser. All tests of a process share the browser, which ends with the process: to start one takes
 * longer than most of what is asked of it.
 */
export async function newPage(): Promise<Page> {
  started ??= chromium.launch({
    executablePath: process.env["CHROME_BIN"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  return (await started).newPage();
}
