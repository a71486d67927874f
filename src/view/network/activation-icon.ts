import { type ActivationName } from "../../math/activation-function.ts";
import { activationFunction, activationNames } from "../../math/activation-functions.ts";
import { element, type Markup, rounded } from "../svg/element.ts";

const [width, height] = [28, 18];
/** It is drawn from −reach to reach. */
const reach = 4;
const steps = 16;

/** The curve of an activation function, small, with its upper left corner at x, y; nothing for inputs and mixed groups. */
export function activationIcon(name: string, x: number, y: number): Markup {
  if (!isActivation(name)) return "";
  const { value } = activationFunction(name);
  const values = Array.from({ length: steps + 1 }, (_, i) => value((2 * reach * i) / steps - reach));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const yOf = (a: number): number => y + 1 + ((height - 2) * (high - a)) / (high - low);
  const points = values.map((a, i) => `${rounded(x + (width * i) / steps)} ${rounded(yOf(a))}`);
  return (
    element("path", {
      class: "network-axis",
      d: `M${rounded(x)} ${rounded(yOf(0))}h${width}M${rounded(x + width / 2)} ${rounded(y)}v${height}`,
    }) + element("path", { class: "network-curve", d: `M${points.join("L")}` })
  );
}

function isActivation(name: string): name is ActivationName {
  return (activationNames as readonly string[]).includes(name);
}
