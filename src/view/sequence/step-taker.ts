import type { Model } from "../../model/model.ts";
import { neuronIds } from "../../model/neuron-ids.ts";
import type { EventOf, TraceEvent } from "../../trace/event.ts";
import { phaseOf } from "../../trace/phase.ts";
import { activationFacts, commitFacts, deltaFacts, gradientFacts, populationFacts } from "./note-facts.ts";
import type { Cast } from "./participants.ts";
import type { Section } from "./sequence.ts";
import { stepList } from "./step-list.ts";

type Takers = { readonly [Kind in TraceEvent["kind"]]: (event: EventOf<Kind>) => void };

/** Takes events one by one, and hands out what has been taken as sections. */
export function stepTaker(model: Model, cast: Cast, neurons: readonly string[] | undefined) {
  const chosen = neurons && new Set(neurons);
  const { idOf } = neuronIds(model);
  const outputs = new Set(Array.from(model.outputs, idOf));
  /** What each output said of each micro-batch: the event of the loss does not repeat it. */
  const said = new Map<string, number | undefined>();
  let list = stepList(cast.all.length);
  let [head, samples]: [TraceEvent | undefined, number] = [undefined, 0];

  const remember = (event: EventOf<"feed" | "activate">, value: number | undefined): void => {
    if (outputs.has(event.neuron)) said.set(`${event.microBatch}/${event.neuron}`, value);
  };

  const takers: Takers = {
    train: () => undefined,
    batch({ batch }) {
      said.clear();
      list.note(cast.coordinator, "batch", [], () => [{ name: "batch", value: batch }]);
    },
    action: () => undefined,
    feed(event) {
      const [value] = event.values;
      remember(event, value);
      list.message("forward", cast.coordinator, cast.ofNeuron(event.neuron), { symbol: "x", value });
    },
    deliver({ direction, from, to, values, weight }) {
      const symbol = direction === "forward" ? "a" : "δ";
      list.message(direction, cast.ofNeuron(from), cast.ofNeuron(to), { symbol, value: values[0], weight });
    },
    activate(event) {
      remember(event, event.a[0]);
      list.note(cast.ofNeuron(event.neuron), "a", event.a, () => activationFacts(event));
    },
    loss({ outputs: heard, losses, microBatch }) {
      for (const output of heard) {
        if (chosen?.has(output) === false) continue;
        const value = said.get(`${microBatch}/${output}`);
        list.message("forward", cast.ofNeuron(output), cast.loss, { symbol: "a", value });
      }
      list.note(cast.loss, "L", losses, () => [{ name: "L", value: losses[0] ?? NaN }]);
    },
    error({ to, enters, values }) {
      const symbol = enters === "activation" ? "∂L/∂a" : "∂L/∂z";
      list.message("backward", cast.loss, cast.ofNeuron(to), { symbol, value: values[0] });
    },
    delta(event) {
      list.note(cast.ofNeuron(event.neuron), "δ", event.delta, () => deltaFacts(event));
    },
    gradient(event) {
      list.note(cast.ofNeuron(event.neuron), "∂C/∂w", event.weights, () => gradientFacts(event));
    },
    commit(event) {
      list.note(cast.ofNeuron(event.neuron), "w", event.weights, () => commitFacts(event));
    },
    population(event) {
      list.note(cast.ofPopulation(event.population), event.task, [], () => populationFacts(event));
    },
    end({ outcome }) {
      if (outcome === "complete") return;
      list.note(cast.coordinator, "end", [], () => [{ name: "", value: outcome }]);
    },
  };

  return {
    take(event: TraceEvent): void {
      head ??= event;
      if ("samples" in event && event.samples.length > samples) samples = event.samples.length;
      // A table of one taker a kind: the event goes to the taker of its own kind.
      (takers[event.kind] as (event: TraceEvent) => void)(event);
    },
    /** What has been taken since the last one; undefined where that is nothing to show. */
    section(): Section | undefined {
      const [found, most, steps] = [head, samples, list.steps()];
      [head, samples, list] = [undefined, 0, stepList(cast.all.length)];
      if (found === undefined || steps.length === 0) return undefined;
      const { batch, microBatch } = found as { readonly batch?: number; readonly microBatch?: number };
      return { phase: phaseOf(found), batch, microBatch, samples: most, steps };
    },
  };
}
