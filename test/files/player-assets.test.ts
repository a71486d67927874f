import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { readPlayerAssets } from "../../src/files/player-assets.ts";

describe("the player's files", () => {
  const { script, scriptHash, style } = readPlayerAssets();

  it("are one script, of all its parts, and one style sheet", () => {
    for (const part of ["film.js", "panels.js", "player.js"]) {
      expect(script).toContain(readFileSync(`src/view/player/${part}`, "utf8"));
    }
    expect(style).toBe(readFileSync("src/view/player/player.css", "utf8"));
    expect(() => new Script(script)).not.toThrow();
  });

  it("can stand in a page: nothing in them ends their element", () => {
    expect(script).not.toMatch(/<\/script|<!--/i);
    expect(style).not.toMatch(/<\//);
  });

  it("are told by the hash of the script's characters", () => {
    expect(scriptHash).toBe(createHash("sha256").update(Buffer.from(script, "utf8")).digest("base64"));
  });

  it("write names as text alone, and ask for nothing from elsewhere", () => {
    expect(script).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|import\(/,
    );
  });
});
