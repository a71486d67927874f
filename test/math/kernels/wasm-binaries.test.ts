import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { precisions } from "../../../src/math/precision.ts";

// `npm run kernels` (this test with --update) builds what src/math/kernels/wasm-binaries.ts holds.

/** What is used of AssemblyScript's compiler. Its own types would change those of JavaScript's arrays everywhere. */
interface Compiler {
  readonly main: (
    options: readonly string[],
    files: {
      readonly readFile: (name: string, folder: string) => Promise<string | null>;
      readonly writeFile: (name: string, contents: Uint8Array | string) => void;
    },
  ) => Promise<{ readonly error: Error | null; readonly stderr: { readonly toString: () => string } }>;
}
const module = "assemblyscript/asc";
const { main } = (await import(module)) as Compiler;
const folder = fileURLToPath(new URL("../../../src/math/kernels/assembly", import.meta.url));

/** The kernels' module for numbers of one precision, in base64. */
async function build(real: string): Promise<string> {
  const written: (Uint8Array | string)[] = [];
  const { error, stderr } = await main(
    [
      ...["index.ts", "--baseDir", folder, "--outFile", "kernels.wasm", "--use", `Real=${real}`],
      ...["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--enable", "threads"],
      ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
    ],
    {
      readFile: (name, base) => readFile(`${base}/${name}`, "utf8").catch(() => null),
      writeFile: (_, contents) => void written.push(contents),
    },
  );
  const binary = written.find((each) => typeof each !== "string");
  if (error !== null || binary === undefined) throw new Error(stderr.toString(), { cause: error });
  return Buffer.from(binary).toString("base64");
}

it("are what a fresh build of the assembly gives, byte for byte", async () => {
  const lines: string[] = [];
  for (const precision of precisions) lines.push(`  ${precision}: "${await build(precision)}",`);
  const text =
    "/** Built from assembly/ by `npm run kernels`; in base64, so that Node, a browser and a bundler load them alike. */\n" +
    `export const wasmBinaries = {\n${lines.join("\n")}\n} as const;\n`;
  await expect(text).toMatchFileSnapshot("../../../src/math/kernels/wasm-binaries.ts");
});
