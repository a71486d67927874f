import { expectedOneOf } from "../../math/suggestion.ts";
import type { View } from "../../view/view.ts";
import { views } from "../../view/views.ts";

/**
 * The view of that name that has this form, and the function that draws it.
 * @throws RangeError `--view: expected one of …; got …`
 */
export async function findView<Form extends keyof View>(
  name: string,
  form: Form,
): Promise<NonNullable<View[Form]>> {
  const fitting = views.filter(({ forms }) => forms.includes(form));
  const entry = fitting.find((candidate) => candidate.name === name);
  const draw = (await entry?.load())?.[form];
  if (draw === undefined) {
    const names = fitting.map((candidate) => candidate.name);
    throw new RangeError(`--view: ${expectedOneOf(names, name)}`);
  }
  return draw;
}
