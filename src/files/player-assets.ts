import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** What the page that plays a run is made of, beside the run. */
export interface PlayerFiles {
  readonly script: string;
  /** SHA-256 of the script, in base 64: a page that names it lets no other script run. */
  readonly scriptHash: string;
  readonly style: string;
}

/** Parts of the script; each uses those before it. */
const parts = ["film.js", "panels.js", "player.js"];

/** Reads the player's script and style sheet, which lie beside the view that makes the page. */
export function readPlayerAssets(): PlayerFiles {
  const read = (name: string): string =>
    readFileSync(new URL(`../view/player/${name}`, import.meta.url), "utf8");
  // One block: nothing in it becomes a global of the page.
  const script = `"use strict";\n{\n${parts.map(read).join("\n")}}\n`;
  return {
    script,
    scriptHash: createHash("sha256").update(script).digest("base64"),
    style: read("player.css"),
  };
}
