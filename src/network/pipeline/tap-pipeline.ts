import { Subscription } from "rxjs";
import type { TraceEvent } from "../../trace/event.ts";
import { expectTraceable } from "../error-transport/rules.ts";
import type { Seat } from "../watching/seats.ts";
import { wantedEvents, type WatchOptions } from "../watching/wanted-events.ts";
import type { Pipeline } from "./pipeline.ts";
import { RowHistory } from "./row-history.ts";

/**
 * Tells all that happens in a pipeline, event by event, as `tap` does of a network: each action of the schedule and then what its stage
 * does, down to each message on each synapse with the weight version that it meets.
 */
export function tapPipeline(
  pipeline: Pipeline,
  options: WatchOptions,
  take: (event: TraceEvent) => void,
): Subscription {
  expectTraceable(pipeline);
  const { deriver } = wantedEvents(pipeline, options, (event) => {
    place(event, pipeline);
    take(event);
  });
  const history = new RowHistory(pipeline, deriver.seats);
  const taps = new Subscription();
  taps.add(pipeline.run$.subscribe((message) => deriver.run(message)));
  const listen = (seat: Seat, stage: number, neuron: ReturnType<Pipeline["neuron"]>): void => {
    if (options.level !== "commit") {
      taps.add(
        neuron.forward$.subscribe((message) => {
          history.layOut(stage, stage);
          deriver.forward(seat, message);
        }),
      );
      taps.add(
        neuron.backward$.subscribe((message) => {
          history.layOut(stage, Infinity);
          deriver.backward(seat, message);
        }),
      );
    }
    taps.add(
      neuron.row$.subscribe((message) => {
        if (message.kind === "gradient") history.layOut(stage, stage);
        deriver.row(seat, message);
        if (message.kind === "commit") history.add(seat, message.weightVersion);
      }),
    );
  };
  const neurons = pipeline.neurons();
  for (const seat of deriver.seats) {
    const { value: neuron } = neurons.next();
    if (neuron !== undefined) listen(seat, history.stageOf(seat.slot), neuron);
  }
  taps.add(pipeline.loss$.subscribe((message) => deriver.loss(message)));
  return taps;
}

/** Messages number micro-batches through all batches in flight; a trace numbers them in each batch. */
function place(event: TraceEvent, { microBatches }: Pipeline): void {
  if (!("microBatch" in event)) return;
  const placed: { microBatch: number } = event;
  placed.microBatch %= microBatches;
}
