import type { Command, Option } from "commander";
import { type NumberRange, positiveNumber, zeroOrMore } from "../../math/number-range.ts";
import { expectedOneOf, shown } from "../../math/suggestion.ts";
import { faultKinds, type FaultKind, type FaultRates } from "../../transport/simulated/fault.ts";
import type { LinkLatency } from "../../network/link-latency.ts";
import { choiceOption, numberArgument, parsedOption } from "./options.ts";

/** The world that a network runs in. */
export interface WorldOptions {
  readonly transport?: "local" | "simulated";
  readonly latency?: DrawnLatency;
  readonly faults?: Faults;
}

/** Rates, and whether delivery is left as unreliable as they make it. */
export type Faults = FaultRates & { readonly lossy?: true };

/** The simulated transport as far as options can describe it: for NetworkOptions. */
export interface DrawnWorld {
  readonly name: "simulated";
  readonly latency: DrawnLatency | undefined;
  readonly seed: number | undefined;
  readonly faults: FaultRates | undefined;
  readonly delivery: "reliable" | "lossy";
}

/** Adds what every command takes that lets messages travel. */
export function addWorldOptions(command: Command): Command {
  return addWeatherOptions(
    command.addOption(
      choiceOption("--transport <NAME>", "how messages travel (local)", ["local", "simulated"]),
    ),
  );
}

/** How long messages take, and what goes wrong. */
export function addWeatherOptions(command: Command): Command {
  return command.addOption(latencyOption()).addOption(faultsOption());
}

export function latencyOption(): Option {
  return parsedOption(
    "--latency <SPEC>",
    "ticks that a message takes: a number, uniform:FROM:TO, exponential:MEAN, pareto:SHAPE:LEAST, or distance:TICKS (a layer)",
    parseLatency,
  );
}

export function faultsOption(): Option {
  return parsedOption(
    "--faults <SPEC>",
    `what goes wrong, and how often, as drop=0.1,crash=0.01: ${faultKinds.join(", ")}; lossy: nothing is sent again`,
    parseFaults,
  );
}

/**
 * The transport that the options ask for: messages that take time or are lost need the simulated one.
 * @throws RangeError where they contradict each other
 */
export function transportOf(
  options: WorldOptions & { readonly seed?: number; readonly trace?: string },
): { readonly name: "local" } | DrawnWorld {
  const { transport, latency, faults, seed } = options;
  if (options.trace !== undefined) expectRecordable("--trace", faults);
  const asked = (["latency", "faults"] as const).filter((name) => options[name] !== undefined);
  if (transport === "local" && asked.length > 0) {
    throw new RangeError(`--${asked[0] ?? ""}: expected --transport simulated beside it; got local`);
  }
  if (transport !== "simulated" && asked.length === 0) return { name: "local" };
  const { lossy, ...rates } = faults ?? {};
  return {
    name: "simulated",
    latency,
    seed,
    faults: faults && rates,
    delivery: lossy === true ? "lossy" : "reliable",
  };
}

/**
 * What is under way when a batch begins anew has no place in a trace.
 * @throws RangeError for faults that make it begin anew; `option` asks for the trace
 */
export function expectRecordable(option: string, faults: Faults | undefined): void {
  const again = (["crash", "outage", "failover", "throw"] as const).find((kind) => (faults?.[kind] ?? 0) > 0);
  if (again === undefined) return;
  throw new RangeError(
    `${option}: expected --faults without crash, outage, failover and throw, which begin batches anew; got ${again}`,
  );
}

/** A latency that fits into a word. */
export type DrawnLatency = Exclude<LinkLatency, { kind: "links" }>;

const distributions: Readonly<Record<string, (name: string, rest: readonly string[]) => DrawnLatency>> = {
  uniform(name, [from = "", to = "", ...more]) {
    expectNoMore(name, more);
    const latency = { kind: "uniform", from: ticks(name, from), to: ticks(name, to) } as const;
    if (latency.from > latency.to) {
      throw new RangeError(`${name}: expected uniform:FROM:TO with FROM up to TO; got ${from} and ${to}`);
    }
    return latency;
  },
  exponential(name, [mean = "", ...more]) {
    expectNoMore(name, more);
    return { kind: "exponential", mean: numberArgument(name, mean, positiveNumber) };
  },
  distance(name, [per = "", ...more]) {
    expectNoMore(name, more);
    return { kind: "distance", ticks: ticks(name, per) };
  },
  pareto(name, [shape = "", least = "", ...more]) {
    expectNoMore(name, more);
    const positive = (text: string): number => numberArgument(name, text, positiveNumber);
    return { kind: "pareto", shape: positive(shape), least: positive(least) };
  },
};

/** `5`, `uniform:1:9`, `exponential:5` or `pareto:1.5:2`. */
export function parseLatency(text: string, name: string): DrawnLatency {
  const [kind = "", ...rest] = text.split(":");
  if (rest.length === 0 && /^[-+.\d]/.test(kind)) return { kind: "constant", ticks: ticks(name, kind) };
  const read = Object.hasOwn(distributions, kind) ? distributions[kind] : undefined;
  if (read === undefined) {
    const allowed = ["a number of ticks", ...Object.keys(distributions)];
    throw new RangeError(`${name}: ${expectedOneOf(allowed, kind)}`);
  }
  return read(name, rest);
}

const rate: NumberRange = { text: "a rate from 0 to 1", holds: (x) => x >= 0 && x <= 1 };

/** `drop=0.1,duplicate=0.05`. */
export function parseFaults(text: string, name: string): Faults {
  const rates: Partial<Record<FaultKind, number>> & { lossy?: true } = {};
  for (const part of text.split(",")) {
    if (part === "lossy") {
      rates.lossy = true;
      continue;
    }
    const [kind = "", value, ...more] = part.split("=");
    const known = faultKinds.find((each) => each === kind);
    if (known === undefined)
      throw new RangeError(`${name}: ${expectedOneOf([...faultKinds, "lossy"], kind)}`);
    if (value === undefined || more.length > 0) {
      throw new RangeError(`${name}: expected ${known}=RATE; got ${shown(part)}`);
    }
    if (rates[known] !== undefined) throw new RangeError(`${name}: expected ${known} once; got it again`);
    rates[known] = numberArgument(`${name} ${known}`, value, rate);
  }
  return rates;
}

/** As parseLatency reads it. */
export function latencyText(latency: DrawnLatency): string {
  switch (latency.kind) {
    case "constant":
      return String(latency.ticks);
    case "uniform":
      return `uniform:${latency.from}:${latency.to}`;
    case "exponential":
      return `exponential:${latency.mean}`;
    case "pareto":
      return `pareto:${latency.shape}:${latency.least}`;
    case "distance":
      return `distance:${latency.ticks}`;
  }
}

/** As parseFaults reads it. */
export function faultsText(faults: Faults): string {
  return Object.entries(faults)
    .map(([kind, value]) => (value === true ? kind : `${kind}=${value}`))
    .join(",");
}

function ticks(name: string, text: string): number {
  return numberArgument(name, text, zeroOrMore);
}

function expectNoMore(name: string, more: readonly string[]): void {
  if (more.length > 0) throw new RangeError(`${name}: expected nothing more; got ${shown(more.join(":"))}`);
}
