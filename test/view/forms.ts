import type { Trace } from "../../src/index.ts";
import type { View, ViewOptions } from "../../src/view/view.ts";

export interface Forms {
  readonly textOf: (trace: Trace, options?: ViewOptions) => string[];
  readonly svgOf: (trace: Trace, options?: ViewOptions) => string;
  readonly mermaidOf: (trace: Trace, options?: ViewOptions) => string;
  readonly dotOf: (trace: Trace, options?: ViewOptions) => string;
}

/** What a view draws in each of its forms; nothing in those that it has not. */
export function formsOf({ text, svg, mermaid, dot }: View): Forms {
  return {
    textOf: (trace, options = {}) => text?.(trace, options) ?? [],
    svgOf: (trace, options = {}) => svg?.(trace, options) ?? "",
    mermaidOf: (trace, options = {}) => mermaid?.(trace, options) ?? "",
    dotOf: (trace, options = {}) => dot?.(trace, options) ?? "",
  };
}
