import { readFileSync } from "node:fs";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

/** What each folder of src may import besides itself: the table of ARCHITECTURE.md, which a test below reads. */
const layers: Readonly<Record<string, readonly string[]>> = {
  message: [],
  math: [],
  model: ["message", "math"],
  data: ["message", "math", "model"],
  neuron: ["message", "math"],
  transport: ["message"],
  schedule: ["message"],
  stage: ["message", "math", "neuron", "transport", "schedule"],
  coordinator: ["message", "data", "transport"],
  trace: ["message", "math", "model"],
  network: [
    "message",
    "math",
    "model",
    "data",
    "neuron",
    "transport",
    "schedule",
    "stage",
    "coordinator",
    "trace",
  ],
  view: ["message", "math", "model", "schedule", "trace"],
  study: [
    "message",
    "math",
    "model",
    "data",
    "neuron",
    "transport",
    "schedule",
    "coordinator",
    "trace",
    "network",
    "view",
  ],
  files: ["message", "math", "model", "data", "trace"],
};
const faces = ["cli"];
const withoutRxjs = ["message", "math", "model", "data", "schedule", "trace", "files"];
const withNode = ["files", "cli"];
const fewestModules = 80;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isCircular: boolean;
}

const folderOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? path;
let imports: Import[] = [];
let modules: string[] = [];

beforeAll(async () => {
  const { output } = await cruise(["src", "scenarios"], {
    exclude: { path: ["^node_modules"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    ruleSet: { forbidden: [{ name: "cycle", from: {}, to: { circular: true } }] },
  });
  const result = output as ICruiseResult;
  modules = result.modules.map(({ source }) => source).filter((source) => /^(src|scenarios)\//.test(source));
  imports = result.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved, module, circular, coreModule }) => ({
      from: source,
      to: coreModule ? `node:${module}` : /^(src|scenarios)\//.test(resolved) ? resolved : module,
      isCircular: circular,
    })),
  );
}, 60_000);

/** Imports that the law forbids, as "from -> to". */
const breaking = (law: (found: Import) => boolean): string[] =>
  imports.filter(law).map(({ from, to }) => `${from} -> ${to}`);

describe("imports", () => {
  it("are looked for in all modules, so that the laws below hold of something", () => {
    expect(modules.length).toBeGreaterThanOrEqual(fewestModules);
    expect(imports.length).toBeGreaterThan(modules.length);
  });

  it("follow the table of layers", () => {
    const within = (from: string, to: string): boolean => {
      const [folder, target] = [folderOf(from), folderOf(to)];
      if (!from.startsWith("src/") || !to.startsWith("src/") || folder === target) return true;
      if (from === "src/index.ts" || faces.includes(folder))
        return !faces.includes(target) || from === "src/index.ts";
      return layers[folder]?.includes(target) ?? false;
    };
    expect(breaking(({ from, to }) => !within(from, to))).toEqual([]);
  });

  it("form no cycle", () => {
    expect(breaking(({ isCircular }) => isCircular)).toEqual([]);
  });

  it("keep rxjs out of what is only numbers and text", () => {
    expect(breaking(({ from, to }) => to.startsWith("rxjs") && withoutRxjs.includes(folderOf(from)))).toEqual(
      [],
    );
  });

  it("keep Node out of what runs anywhere", () => {
    expect(breaking(({ from, to }) => to.startsWith("node:") && !withNode.includes(folderOf(from)))).toEqual(
      [],
    );
  });

  it("of scenarios reach the public face alone, and rxjs", () => {
    const allowed = (to: string): boolean =>
      to === "src/index.ts" || to === "rxjs" || to.startsWith("scenarios/");
    // digits reads the user's own files, which only Node can.
    const files = (to: string): boolean => to === "src/files/read-samples.ts";
    expect(
      breaking(
        ({ from, to }) =>
          from.startsWith("scenarios/") && !allowed(to) && !(from.includes("digits") && files(to)),
      ),
    ).toEqual([]);
  });

  it("are as ARCHITECTURE.md tells", () => {
    const text = readFileSync("ARCHITECTURE.md", "utf8");
    for (const [folder, allowed] of Object.entries(layers)) {
      expect(text).toContain(`| \`${folder}\` | ${allowed.length === 0 ? "–" : allowed.join(", ")} |`);
    }
  });
});
