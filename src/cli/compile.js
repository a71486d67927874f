// Compiles the command line to plain JavaScript in dist, beside src, or in the folder that is named: `npm ci` has it done
// (package.json, "prepare"). Where it cannot be done nothing is lost but half a second a start, as the sources run by
// themselves (launch.js).
import { readFile, rm, utimes } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, "dist"));

/** What launch.js loads; the last one is a thread's. */
const programs = ["main", "start", "serve-cases"];

/** Sources find files that lie beside them by their own place: compiled, they look from the same place. */
const ownPlace = {
  name: "own place",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|scenarios)[\\/].*\.ts$/ }, async ({ path }) => {
      const place = JSON.stringify(relative(folder, path).replaceAll("\\", "/"));
      const text = await readFile(path, "utf8");
      return {
        contents: text.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`),
        loader: "ts",
      };
    });
  },
};

try {
  const { build } = await import("esbuild");
  const begin = new Date();
  await rm(folder, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: programs.map((name) => `src/cli/${name}.ts`),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // Some dependencies are CommonJS and ask for modules of Node.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    plugins: [ownPlace],
    logLevel: "error",
  });
  // A source that is changed from here on is newer.
  for (const name of programs) await utimes(join(folder, `${name}.js`), begin, begin);
} catch (error) {
  await rm(folder, { recursive: true, force: true });
  console.warn(`counterflow: not compiled, the sources run as they are (${String(error.message)})`);
}
