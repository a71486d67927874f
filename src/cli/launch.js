import { existsSync, readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Loads main or start as it was compiled (compile.js), or as the TypeScript that it is if a source has changed since or
 * nothing was compiled; then tsx translates it. Sources of an installed package do not change, and are as old as the moment
 * when they were unpacked.
 */
export async function launch(name) {
  const compiled = new URL(`../../dist/${name}.js`, import.meta.url);
  const isInstalled = compiled.pathname.includes("/node_modules/");
  if (existsSync(compiled) && (isInstalled || !hasNewer(statSync(compiled).mtimeMs))) {
    return import(compiled.href);
  }
  const { register } = await import("tsx/esm/api");
  register();
  return import(`./${name}.ts`);
}

/** Whether a source was changed after `time`. */
function hasNewer(time) {
  for (const folder of ["../../src/", "../../scenarios/"]) {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    for (const file of readdirSync(path, { recursive: true })) {
      if (/\.(ts|json)$/.test(file) && statSync(path + file).mtimeMs > time) return true;
    }
  }
  return false;
}
