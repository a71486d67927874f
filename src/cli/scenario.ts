import type { Scenario } from "../view/screen.ts";

/**
 * Declares a scenario. Imported, it is a value; run as a file (`npx tsx scenarios/NAME.ts`), it shows itself.
 * `url` is the file's own import.meta.url. What it takes to show is loaded only then, so that this file runs anywhere.
 */
export function scenario(url: string, declared: Scenario): Scenario {
  if (isMain(url)) void import("./show/run-scenario.ts").then(({ runAsMain }) => runAsMain(declared));
  return declared;
}

/** Whether a file is what Node was started with; nothing is, where there is no Node. */
function isMain(url: string): boolean {
  const { process } = globalThis as { readonly process?: { readonly argv: readonly string[] } };
  const script = process?.argv[1];
  return script !== undefined && decodeURIComponent(new URL(url).pathname).endsWith(script);
}
