import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

/** A file as a reader opens it: from the disk, in a browser without a network. */
export interface Opened {
  readonly page: Page;
  /** What the page has complained of, asked for, or asked its reader. All of it would be a fault. */
  readonly complaints: readonly string[];
}

/** One browser for a file of tests; each opening is a page of its own. */
export function openBrowser() {
  let browser: Browser | undefined;
  const folder = mkdtempSync(join(tmpdir(), "counterflow-"));
  let files = 0;
  beforeAll(async () => {
    const executablePath = process.env["CHROME_BIN"] ?? "/usr/bin/chromium";
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser?.close());
  return async (
    content: string,
    ending: "html" | "svg",
    { hash = "", ...options }: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<Opened> => {
    if (browser === undefined) throw new Error("the browser has not been started");
    const path = join(folder, `${files++}.${ending}`);
    writeFileSync(path, content);
    const address = pathToFileURL(path).href;
    const page = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== address) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(address + hash);
    return { page, complaints };
  };
}
