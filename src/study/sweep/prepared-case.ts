import type { CaseResult } from "./case-result.ts";

/** A case that can be run, once. */
export interface PreparedCase {
  /** The result follows from definition and seed alone. */
  readonly run: () => Promise<CaseResult>;
}
