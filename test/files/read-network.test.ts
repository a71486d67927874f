import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readNetwork } from "../../src/files/read-network.ts";
import { InputError } from "../../src/message/input-error.ts";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { folderWith } from "../cli/command-line.ts";
import { layersFile, listedFile } from "../model/network-files.ts";

describe("readNetwork", () => {
  it("reads what parseNetwork makes of the parsed file, gzip or not", () => {
    const text = JSON.stringify(listedFile());
    const folder = folderWith({ "a.json": text, "b.json": `\ufeff${text}`, "c.json.gz": gzipSync(text) });
    for (const name of ["a.json", "b.json", "c.json.gz"]) {
      expect(readNetwork(join(folder, name))).toEqual(parseNetwork(listedFile()));
    }
  });

  it("draws the weights that are left out from the seed that is given", () => {
    const path = join(folderWith({ "a.json": { ...layersFile(), seed: 1 } }), "a.json");
    expect(readNetwork(path, { seed: 2 })).toEqual(parseNetwork({ ...layersFile(), seed: 2 }));
    expect(readNetwork(path).parameters).not.toEqual(readNetwork(path, { seed: 2 }).parameters);
  });

  it.each([
    ["of its text", "{", "line 1, column 2: "],
    ["of its content", { ...listedFile(), loss: "half" }, "loss: "],
  ])("names the file in an error %s", (_, content, place) => {
    const path = join(folderWith({ "a.json": content }), "a.json");
    expect(() => readNetwork(path)).toThrow(InputError);
    expect(() => readNetwork(path)).toThrow(`${path}: ${place}`);
  });
});
