import { type NumberRange, numberIn } from "./number-range.ts";
import { shown } from "./suggestion.ts";

/**
 * `defaults`, each replaced by the option of its name where that is given. An option that is not among the defaults
 * is an error rather than ignored: who gives it expects it to do something.
 * @param where the options' own name, the first part of an error's path
 * @throws RangeError `WHERE.OPTION: expected …; got …`
 */
export function settingsOf<Settings extends object>(
  where: string,
  options: { readonly name: string },
  defaults: Settings,
  ranges: ReadonlyMap<string, NumberRange>,
): Settings {
  const settings = { ...defaults };
  for (const [option, value] of Object.entries<unknown>(options)) {
    if (option === "name" || value === undefined) continue;
    const path = `${where}.${option}`;
    const range = Object.hasOwn(defaults, option) ? ranges.get(option) : undefined;
    if (range === undefined) {
      const taken = Object.keys(defaults).join(", ") || "none";
      throw new RangeError(`${path}: expected an option of ${options.name} (${taken}); got ${shown(value)}`);
    }
    Object.assign(settings, { [option]: numberIn(range, path, value) });
  }
  return settings;
}
