import type { StudyFile } from "./sweep/study.ts";
import { delayAndRate } from "./studies/delay-and-rate.ts";
import { errorTransports } from "./studies/error-transports.ts";
import { schedules } from "./studies/schedules.ts";
import { staleness } from "./studies/staleness.ts";

// To add a study: write it in studies/, and its line below.

/** The studies that come with the program, by name. */
export const studies: ReadonlyMap<string, StudyFile> = new Map(
  [schedules, delayAndRate, errorTransports, staleness].map((study) => [study.name, study]),
);
