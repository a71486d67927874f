import { createHash } from "node:crypto";
import { bytesOf } from "../../model/checkpoint/little-endian.ts";
import type { StudyCase } from "../../study/sweep/axes.ts";
import { canonicalText } from "../../study/sweep/canonical-text.ts";
import { filesOf } from "../../study/sweep/case-samples.ts";
import type { NamedFile, Program } from "../../study/sweep/results.ts";
import type { World } from "../../study/sweep/world.ts";

/** What cases read from files, by the text of its source. */
export type Files = ReadonlyMap<string, NamedFile>;

/** Of all samples that cases read from files, a digest of what they are. */
export function sampleFiles(cases: readonly StudyCase[], read: World["samples"]): Files {
  const files = new Map<string, NamedFile>();
  for (const source of cases.flatMap(({ definition }) => filesOf(definition))) {
    const text = canonicalText(source);
    if (files.has(text)) continue;
    const { count, inputWidth, targetWidth, inputs, targets } = read(source);
    const hash = createHash("sha256").update(`${count}×${inputWidth}+${targetWidth}`);
    const sha256 = hash.update(bytesOf(inputs)).update(bytesOf(targets)).digest("hex");
    files.set(text, { ...source, sha256 });
  }
  return files;
}

/** What a result depends on, as the SHA-256 of its text: the case, what is in the files that it reads, and what runs it. */
export function keyOf({ definition, seed }: StudyCase, files: Files, { program, engine }: Program): string {
  const read = filesOf(definition).map((source) => files.get(canonicalText(source))?.sha256);
  const text = canonicalText({ definition, seed, read, program, engine });
  return createHash("sha256").update(text).digest("hex");
}
