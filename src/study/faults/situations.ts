/**
 * What a set of schedules should come upon at least now and then: a search that never meets a situation says nothing of it
 * ("sometimes" assertions, after Antithesis).
 */
export const situations = [
  "a run without any fault",
  "a message came again and was not counted",
  "a message was repeated by its sender",
  "a sender repeated itself five times",
  "a sender waited for credit",
  "a copy reached a host that was down",
  "a damaged packet was thrown away",
  "a message overtook another one on its own edge",
  "a whole fan-in came in reverse order",
  "an error signal came back before an earlier micro-batch had gone forward",
  "a forward pass met a backward pass on the same synapse",
  "an older attempt was fenced off",
  "an attempt was given up",
  "two attempts in a row were given up",
  "a hidden neuron crashed",
  "an input neuron crashed",
  "an output neuron crashed",
  "two neurons crashed in one attempt",
  "all neurons of a stage crashed at once",
  "a neuron crashed before it was asked to prepare",
  "a neuron crashed while others prepared",
  "a neuron that had prepared crashed",
  "a neuron crashed after it had committed, before all had",
  "a neuron that had forgotten was asked to prepare",
  "a neuron was asked to commit again",
  "a crashed neuron was asked to commit when it was back",
  "the coordinator crashed in the middle of a batch",
  "the coordinator crashed while neurons prepared",
  "the coordinator crashed between decision and announcement",
  "the coordinator crashed while neurons committed",
  "an old coordinator's word was fenced off",
  "a message of an attempt that its receiver had forgotten was thrown away",
  "a last, smaller batch was committed",
  "a packet was lost between hosts that were cut off from each other",
  "hosts were cut off from each other for longer than the batch before had taken",
  "of hosts that were cut off from each other one reached both sides",
  "a packet was lost on a line that was cut one way",
  "a packet was lost on a line that went up and down",
  "a packet passed a line that went up and down",
  "a slow host took a packet up late",
  "a neuron threw in the middle of a batch",
  "a neuron threw when it was asked to prepare",
  "a neuron threw when it was asked to commit",
  "a sender repeated itself too early, by a wrong clock",
  "a sender repeated itself too late, by a wrong clock",
  "the coordinator paused for longer than a sender waits",
  "a message waited for its link",
  "a process ended before its first commit",
  "a process ended, and another one went on from its disk",
] as const;

export type Situation = (typeof situations)[number];

/** How often each was met. */
export type Reached = Map<Situation, number>;

export function newReached(): Reached {
  return new Map(situations.map((situation) => [situation, 0]));
}

export function count(reached: Reached, situation: Situation, times = 1): void {
  if (times > 0) reached.set(situation, (reached.get(situation) ?? 0) + times);
}

export function sumOfReached(one: Reached, other: Reached): Reached {
  return new Map(Array.from(one, ([situation, times]) => [situation, times + (other.get(situation) ?? 0)]));
}
