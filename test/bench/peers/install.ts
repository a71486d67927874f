import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Peer, peers } from "./peers.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

/**
 * Names of the peers that can be run, after installing their packages into this folder where they are not there in the right
 * version. `tell` hears what is done, and that there is no network.
 */
export function installedPeers(tell: (sentence: string) => void): string[] {
  const wanted = versions(`${folder}package.json`, "dependencies") as Readonly<Record<string, string>>;
  const isThere = (name: string): boolean =>
    versions(`${folder}node_modules/${name}/package.json`, "version") === wanted[name];
  if (!Object.keys(wanted).every(isThere)) {
    tell("Installing the other libraries into test/bench/peers/node_modules.");
    try {
      execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"], {
        cwd: folder,
        stdio: ["ignore", "ignore", "pipe"],
      });
    } catch {
      tell("They could not be installed, perhaps for want of a network: going on without them.");
    }
  }
  const canRun = ({ packages }: Peer): boolean => packages.every(isThere);
  return peers.filter(canRun).map(({ name }) => name);
}

/** A field of a package file; undefined where there is none. */
function versions(path: string, field: string): unknown {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>)[field];
  } catch {
    return undefined;
  }
}
