import { expectTypeOf, test } from "vitest";
import type {
  CorrectorOptions,
  DelayLaw,
  DelayedSchedule,
  Latency,
  PlanName,
  PolicyName,
} from "../../../src/index.ts";
import type { CaseDefinition } from "../../../src/study/sweep/case-schema.ts";

type Kind<T> = T extends { readonly kind: infer Name } ? Name : never;
type Schedules = NonNullable<CaseDefinition["schedule"]>;

// Checked with the types: what a case may say is all that there is, so that nothing new is forgotten here.
test("a case knows every corrector, law of delays, latency and schedule that there is", () => {
  expectTypeOf<Kind<NonNullable<CaseDefinition["correctors"]>[number]>>().toEqualTypeOf<CorrectorOptions["kind"]>();
  expectTypeOf<Kind<Extract<Schedules, { kind: "delayed" }>["delay"]>>().toEqualTypeOf<DelayLaw["kind"]>();
  expectTypeOf<Extract<Schedules, { kind: "delayed" }>["transportVersion"]>().toEqualTypeOf<DelayedSchedule["transportVersion"]>();
  expectTypeOf<Kind<CaseDefinition["latency"]>>().toEqualTypeOf<Latency["kind"]>();
  expectTypeOf<Extract<Schedules, string>>().toEqualTypeOf<PlanName | PolicyName>();
}); // prettier-ignore
