import { policies, type PolicyName } from "../../schedule/policies.ts";
import type { VersionRules } from "../../schedule/policy.ts";
import type { DelayLaw } from "../../stage/delays.ts";
import type { TracePipeline } from "../../trace/header.ts";
import type { Schedule } from "./course.ts";
import type { PipelineOptions } from "./options.ts";

/** How the runs of a pipeline are spread over stages, whatever their length. */
export function outlineOf(
  { schedule, correctors = [] }: PipelineOptions,
  stageOf: Int32Array,
  stages: number,
): TracePipeline {
  const names: readonly string[] = correctors.map(({ kind }) => kind);
  return {
    schedule: typeof schedule === "string" ? schedule : "own",
    stages,
    stageOf: [...stageOf],
    ...versionsOf(schedule),
    correctors: names.length === 0 ? undefined : names,
  };
}

type Versions = Pick<
  TracePipeline,
  "kind" | "forwardVersion" | "mostDelayed" | "transportVersion" | "keptVersions"
>;

function versionsOf(schedule: Schedule): Versions {
  if (typeof schedule === "object" && "kind" in schedule) {
    const { transportVersion = "forward", delay } = schedule;
    return {
      kind: "policy",
      forwardVersion: "delayed",
      mostDelayed: mostDelayed(delay),
      transportVersion,
    };
  }
  const policy =
    typeof schedule === "string"
      ? policies.get(schedule as PolicyName)?.({})
      : "ranks" in schedule
        ? undefined
        : schedule;
  return policy === undefined
    ? { kind: "plan", forwardVersion: "latest", transportVersion: "forward" }
    : { kind: "policy", ...ofPolicy(policy) };
}

function ofPolicy({ forwardVersion, transportVersion, keptVersions }: VersionRules): Omit<Versions, "kind"> {
  const isDelayed = typeof forwardVersion === "object";
  return {
    forwardVersion: isDelayed ? "delayed" : forwardVersion,
    mostDelayed: isDelayed ? Math.max(0, ...forwardVersion.commits.flat()) : undefined,
    transportVersion,
    keptVersions,
  };
}

/** undefined: any number of commits. */
function mostDelayed(law: DelayLaw): number | undefined {
  switch (law.kind) {
    case "constant":
      return law.commits;
    case "per-stage":
    case "list":
      return law.commits.reduce((most, commits) => Math.max(most, commits), 0);
    case "uniform":
      return law.most;
    case "geometric":
      return undefined;
  }
}
