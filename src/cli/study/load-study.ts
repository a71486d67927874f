import { existsSync, realpathSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseJsonText } from "../../data/json-text.ts";
import { expectReadable, readText } from "../../files/read-file.ts";
import { expectedOneOf } from "../../math/suggestion.ts";
import { InputError } from "../../message/input-error.ts";
import { isObject } from "../../model/read-object.ts";
import { studies } from "../../study/studies.ts";
import { readStudy } from "../../study/sweep/read-study.ts";
import type { Study } from "../../study/sweep/study.ts";
import type { World } from "../../study/sweep/world.ts";

/**
 * The study that an argument names: a file, or one that comes with the program.
 * @throws RangeError for a name that there is not; InputError with the file as its source
 */
export async function loadStudy(argument: string, world: World): Promise<Study> {
  const own = studies.get(argument);
  if (own !== undefined) return readStudy(own, world);
  if (!/[./\\]/.test(argument) && !existsSync(argument)) {
    throw new RangeError(`STUDY: ${expectedOneOf([...studies.keys(), "a file"], argument)}`);
  }
  try {
    return readStudy(withNetworks(await contentOf(argument)), world);
  } catch (error) {
    throw error instanceof InputError && error.source === undefined ? error.in(argument) : error;
  }
}

async function contentOf(path: string): Promise<unknown> {
  if (!/\.[cm]?[jt]s$/.test(path)) return parseJsonText(readText(path));
  expectReadable(path);
  const exported = Object.values(await moduleOf(path));
  const study = exported.find((value) => isObject(value) && "format" in value && "base" in value);
  // A study is data: what JSON has not, as functions, is none of it.
  if (study !== undefined) return JSON.parse(JSON.stringify(study)) as unknown;
  const message = 'expected a module that exports a study, with "format" and "base"; got none';
  throw new InputError([{ path: "", message }]);
}

async function moduleOf(path: string): Promise<Readonly<Record<string, unknown>>> {
  // The name is not written out, so that whoever bundles the program leaves tsx as it is.
  const api = ["tsx", "esm", "api"].join("/");
  const { tsImport } = (await import(api)) as Pick<typeof import("tsx/esm/api"), "tsImport">;
  try {
    const loaded: unknown = await tsImport(pathToFileURL(realpathSync(path)).href, import.meta.url);
    return isObject(loaded) ? loaded : {};
  } catch (error) {
    const [reason = ""] = String(error).split("\n");
    throw new InputError([{ path: "", message: `expected a module that can be loaded; got ${reason}` }]);
  }
}

/** Names of network files become their content, so that what is run and what is kept says all of itself. */
function withNetworks(study: unknown): unknown {
  if (!isObject(study)) return study;
  const { base, axes } = study;
  const read = (value: unknown): unknown => (typeof value === "string" ? networkFile(value) : value);
  const inPlaces = (places: unknown): unknown =>
    isObject(places) && "network" in places ? { ...places, network: read(places["network"]) } : places;
  const inAxis = (axis: unknown): unknown => {
    if (!isObject(axis)) return axis;
    if (axis["path"] === "network" && Array.isArray(axis["values"])) {
      const values: readonly unknown[] = axis["values"];
      // What they were called tells them apart in tables.
      const labels = values.every((value) => typeof value === "string") ? { labels: values } : {};
      return { ...labels, ...axis, values: values.map(read) };
    }
    if (!isObject(axis["choices"])) return axis;
    const choices = Object.entries(axis["choices"]).map(
      ([label, places]) => [label, inPlaces(places)] as const,
    );
    return { ...axis, choices: Object.fromEntries<unknown>(choices) };
  };
  return {
    ...study,
    base: inPlaces(base),
    ...(Array.isArray(axes) && { axes: axes.map(inAxis) }),
  };
}

function networkFile(path: string): unknown {
  try {
    return parseJsonText(readText(path));
  } catch (error) {
    throw error instanceof InputError && error.source === undefined ? error.in(path) : error;
  }
}
