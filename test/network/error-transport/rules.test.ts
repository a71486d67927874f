import { expect, it } from "vitest";
import {
  type ErrorTransportOptions,
  errorTransportNames,
  errorTransportRule,
} from "../../../src/network/error-transport/rules.ts";

it("all rules go by the names that the register lists, backpropagation unless said", () => {
  expect(errorTransportNames.map((name) => errorTransportRule(name).name)).toEqual(errorTransportNames);
  expect(errorTransportRule().name).toBe("backpropagation");
});

it.each([
  [
    { name: "feedback-alignmnt" },
    /^errorTransport.name: expected one of backpropagation, .*\(did you mean "feedback-alignment"\?\)$/,
  ],
  [
    { name: "backpropagation", scale: 2 },
    /^errorTransport.scale: expected an option of backpropagation \(none\); got 2$/,
  ],
  [
    { name: "frozen-hidden", seed: 1 },
    /^errorTransport.seed: expected an option of frozen-hidden \(none\); got 1$/,
  ],
  [
    { name: "uniform-sign-symmetry", seed: 1 },
    /^errorTransport.seed: expected an option of uniform-sign-symmetry \(scale\); got 1$/,
  ],
  [{ name: "kolen-pollack", seed: 1.5 }, /^errorTransport.seed: expected a whole number from 0; got 1.5$/],
  [
    { name: "feedback-alignment", scale: 0 },
    /^errorTransport.scale: expected a finite number above 0; got 0$/,
  ],
])("%j is refused", (options, message) => {
  expect(() => errorTransportRule(options as ErrorTransportOptions)).toThrow(message);
});
