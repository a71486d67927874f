import { policies, type PolicyName, type PolicyOptions } from "../../src/schedule/policies.ts";
import type { Policy } from "../../src/schedule/policy.ts";

/** The policy of that name. */
export function policyOf(name: PolicyName, options: PolicyOptions = {}): Policy {
  const make = policies.get(name);
  if (make === undefined) throw new Error(`expected a policy; got ${name}`);
  return make(options);
}
