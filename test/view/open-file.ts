import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { newPage } from "./browser.ts";

/** A file as a reader opens it: from the disk, in a browser without a network. */
export interface Opened {
  readonly page: Page;
  /** What the page has complained of, asked for, or asked its reader. All of it would be a fault. */
  readonly complaints: readonly string[];
}

/** How a reader opens a file; as most do unless said. */
export interface OpenOptions {
  readonly hash?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: "light" | "dark";
  readonly reducedMotion?: "reduce" | "no-preference";
}

const folder = mkdtempSync(join(tmpdir(), "counterflow-"));
let files = 0;
let tab: Promise<Page> | undefined;
/** Where the page in the tab was read from, and its complaints. */
let address = "";
let complaints: string[] = [];

/** Opens a file in a tab that all tests of a process share: what was in it before is gone. */
export async function openFile(
  content: string,
  ending: "html" | "svg",
  options: OpenOptions = {},
): Promise<Opened> {
  const { hash = "", colorScheme = "light", reducedMotion = "no-preference" } = options;
  const { viewport = { width: 1200, height: 900 } } = options;
  const page = await (tab ??= openTab());
  await page.goto("about:blank");
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion });
  const path = join(folder, `${files++}.${ending}`);
  writeFileSync(path, content);
  address = pathToFileURL(path).href;
  complaints = [];
  await page.goto(address + hash);
  return { page, complaints };
}

async function openTab(): Promise<Page> {
  const page = await newPage();
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) complaints.push(`request: ${request.url()}`);
  });
  return page;
}
