import type { Backend } from "../math/kernels/backend.ts";
import type { KernelChoice } from "../math/kernels/kernel-choice.ts";
import type { Precision } from "../math/precision.ts";
import type { ErrorTransportName } from "./error-transport/rule.ts";
import type { ErrorTransportOptions } from "./error-transport/rules.ts";
import type { TransportOptions } from "./fabric.ts";

export interface NetworkOptions {
  /** "end" unless said: no error signal flows to the inputs. "receive": inputs get them and know ∂L/∂input. */
  readonly inputErrors?: "end" | "receive" | undefined;
  /** How wide its numbers are: "f64" unless said. */
  readonly precision?: Precision | undefined;
  /** What computes: "auto" unless said, or kernels of one's own. It changes no bit. */
  readonly kernel?: KernelChoice | Backend | undefined;
  /** How messages travel: "local" unless said. It changes no bit. */
  readonly transport?: TransportOptions | undefined;
  /** What the reversed arrows carry: "backpropagation" unless said, or by a rule's name and numbers. */
  readonly errorTransport?: ErrorTransportName | ErrorTransportOptions | undefined;
}
