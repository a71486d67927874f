import type { Samples } from "../../data/samples.ts";

/** Samples by the text that names them; of CSV, which columns are targets or classes. */
export interface SamplesSource {
  readonly file: string;
  readonly targets?: readonly string[] | undefined;
  readonly classes?: string | undefined;
}

/** What cases need of the world around them. */
export interface World {
  /** The samples of a source; the same object for the same one is best. @throws InputError */
  readonly samples: (source: SamplesSource) => Samples;
  /** A turn for others in the middle of a run, if it is time. */
  readonly pause?: (() => Promise<void> | undefined) | undefined;
}
