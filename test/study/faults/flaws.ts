import type { Backend } from "../../../src/math/kernels/backend.ts";
import { jsBackend } from "../../../src/math/kernels/js-backend.ts";
import type { ForwardPlan, Kernels, Prepared } from "../../../src/math/kernels/kernels.ts";
import { sigmoid, sigmoidSlope } from "../../../src/math/sigmoid.ts";
import type { TrainingState } from "../../../src/model/checkpoint/checkpoint.ts";
import { Network } from "../../../src/network/network.ts";
import { Channel } from "../../../src/transport/simulated/channel.ts";
import { Chief } from "../../../src/transport/simulated/chief.ts";
import { Host } from "../../../src/transport/simulated/host.ts";
import { HostileTransport } from "../../../src/transport/simulated/hostile.ts";
import { Intake } from "../../../src/transport/simulated/intake.ts";
import type { Letter } from "../../../src/transport/simulated/letter.ts";
import { Misfortune } from "../../../src/transport/simulated/misfortune.ts";
import { Post } from "../../../src/transport/simulated/post.ts";

/** A bug of the kind that published protocols have had. */
export interface Flaw {
  readonly name: string;
  /** Puts it in; returns what takes it out again. */
  readonly plant: () => () => void;
  /** Kernels with the bug in them. */
  readonly kernel?: () => Backend;
}

/** Puts another method in the place of one of a class. */
function instead<Class extends object, Name extends keyof Class>(
  { prototype }: { readonly prototype: Class },
  name: Name,
  make: (original: Class[Name]) => Class[Name],
): () => void {
  const original = prototype[name];
  prototype[name] = make(original);
  return () => {
    prototype[name] = original;
  };
}

function withKernels(change: (kernels: Kernels) => Partial<Kernels>): () => Backend {
  return () => {
    const backend = jsBackend("f64");
    return { ...backend, kernels: { ...backend.kernels, ...change(backend.kernels) } };
  };
}

const nothing = (): (() => void) => () => undefined;

export const flaws: readonly Flaw[] = [
  {
    name: "a message that comes again counts again",
    plant: () => instead(Intake, "wasHeard", () => () => false),
  },
  {
    name: "sums are formed in the order of arrival",
    plant: () => {
      arrivals.clear();
      const hear = instead(
        Host,
        "accept",
        (accept) =>
          function (this: Host, letter: Letter) {
            if (letter.kind === "data" && letter.direction === "forward") {
              const key = this.number;
              arrivals.set(key, [...(arrivals.get(key) ?? []), letter.from]);
            }
            accept.call(this, letter);
          },
      );
      return hear;
    },
    kernel: () => inArrivalOrder(),
  },
  {
    name: "the coordinator goes on when all but one have answered",
    plant: () => instead(Chief, "quorum", () => (asked) => Math.max(1, asked - 1)),
  },
  {
    name: "nothing of an older attempt is fenced off",
    plant: () => instead(Host, "isStale", () => () => false),
  },
  {
    name: "the fence is not stored",
    plant: () => instead(Host, "recover", () => (stored) => ({ ...stored, fence: -1 })),
  },
  {
    name: "the version is not stored",
    plant: () => instead(Host, "recover", () => (stored) => ({ ...stored, version: 0 })),
  },
  {
    name: "the kept gradient is not stored",
    plant: () => instead(Host, "recover", () => (stored) => ({ ...stored, prepared: -1 })),
  },
  {
    name: "any answer is taken for that to the oldest letter",
    plant: () =>
      instead(
        Channel,
        "acknowledge",
        (acknowledge) =>
          function (this: Channel, number) {
            acknowledge.call(this, Math.max(0, number - 1));
          },
      ),
  },
  {
    name: "a letter is sent once and not again",
    plant: () => instead(Channel, "isHopeless", () => () => true),
  },
  {
    name: "a commit is answered before it is applied",
    plant: () => {
      const worlds: HostileTransport[] = [];
      const crashes = new Map<Host, number>();
      const undo = [
        instead(
          HostileTransport,
          "open",
          (open) =>
            function (this: HostileTransport, samples) {
              worlds.push(this);
              open.call(this, samples);
            },
        ),
        instead(
          Host,
          "crash",
          (crash) =>
            function (this: Host) {
              crashes.set(this, (crashes.get(this) ?? 0) + 1);
              crash.call(this);
            },
        ),
        instead(
          Host,
          "accept",
          (accept) =>
            function (this: Host, letter) {
              const before = crashes.get(this);
              const { agenda } = worlds.at(-1)?.net ?? {};
              if (letter.kind !== "commit" || agenda === undefined) accept.call(this, letter);
              else
                agenda.schedule(agenda.now + 3, {
                  happen: () => {
                    if (crashes.get(this) === before) accept.call(this, letter);
                  },
                });
            },
        ),
      ];
      return () => undo.forEach((one) => one());
    },
  },
  {
    name: "a neuron that was down does not say that it is back",
    plant: () => instead(Host, "restart", () => () => undefined),
  },
  {
    name: "a neuron that has forgotten prepares all the same",
    plant: () => {
      const undo = [instead(Host, "remembers", () => () => true), instead(Host, "isWhole", () => () => true)];
      return () => undo.forEach((one) => one());
    },
  },
  {
    name: "a version is committed again when it is asked for again",
    plant: () => instead(Host, "isCommitted", () => () => false),
  },
  {
    name: "the coordinator forgets in a crash what it has decided",
    plant: () =>
      instead(
        Chief,
        "restart",
        () =>
          function (this: Chief) {
            this.phase = "batch";
            this.isLost = true;
          },
      ),
  },
  {
    name: "the coordinator forgets in a crash which attempt it is",
    plant: () =>
      instead(
        Chief,
        "open",
        (open) =>
          function (this: Chief, microBatches) {
            if (this.isLost) this.attempt--;
            open.call(this, microBatches);
          },
      ),
  },
  {
    name: "the coordinator counts what belongs to an older attempt",
    plant: () => instead(Chief, "isOfNow", () => () => true),
  },
  {
    name: "the coordinator does not mind that a neuron was down",
    plant: () => instead(Chief, "hearOfRestart", () => () => undefined),
  },
  {
    name: "a batch is taken for complete after a time",
    plant: () =>
      instead(
        HostileTransport,
        "run",
        (run) =>
          function (this: HostileTransport, isOver) {
            const end = this.now() + 120;
            return run.call(this, isOver && (() => isOver() || this.now() > end));
          },
      ),
  },
  {
    name: "checksums are not looked at",
    plant: () => instead(Post, "isSound", () => () => true),
  },
  {
    name: "the two streams are taken for one another",
    plant: () =>
      instead(
        Host,
        "accept",
        (accept) =>
          function (this: Host, letter) {
            const isOnce = letter.kind === "data" && letter.microBatch === 1;
            accept.call(
              this,
              isOnce
                ? { ...letter, direction: letter.direction === "forward" ? "backward" : "forward" }
                : letter,
            );
          },
      ),
  },
  {
    name: "the last sample is left out of the gradient",
    plant: nothing,
    kernel: withKernels(({ correlate }) => ({
      correlate: (prepared, from, to, samples) => correlate(prepared, from, to, Math.max(1, samples - 1)),
    })),
  },
  {
    name: "the gradient of the batch before is not cleared",
    plant: nothing,
    kernel: withKernels(({ correlate, ...kernels }) => {
      const { planOf, prepareForward } = notingPlans(kernels);
      return {
        prepareForward,
        // Here each neuron is told by itself: member to member + 1.
        correlate: (prepared, member, to, samples) => {
          const { gradients, arcs, startAt, startStep } = planOf(prepared);
          const before = Array.from(gradients.numbers);
          correlate(prepared, member, to, samples);
          const places = arcs.flatMap(({ weightAt, memberStep, terms }) =>
            Array.from({ length: terms }, (_, k) => weightAt + member * memberStep + k),
          );
          for (const at of [...places, startAt + member * startStep]) {
            gradients.numbers[at] = (gradients.numbers[at] ?? 0) + (before[at] ?? 0);
          }
        },
      };
    }),
  },
  {
    name: "what the optimizer remembers is lost in a crash",
    plant: () =>
      instead(
        Host,
        "crash",
        (crash) =>
          function (this: Host) {
            for (const block of forgetful) block.fill(0);
            crash.call(this);
          },
      ),
    kernel: () => {
      const backend = jsBackend("f64");
      forgetful.length = 0;
      let allocated = 0;
      return {
        ...backend,
        allocate: (length) => {
          const block = backend.allocate(length);
          // Parameters and gradients come first; what is as long and comes later is the optimizer's.
          if (allocated === 0) allocated = -length;
          else if (length === -allocated) forgetful.push(block.numbers);
          return block;
        },
      };
    },
  },
  {
    name: "a task that a neuron threw at is answered all the same",
    plant: () => instead(Post, "hasTaken", () => () => true),
  },
  {
    name: "a host goes on as if its neuron had not thrown",
    plant: () =>
      instead(
        Misfortune,
        "crash",
        (crash) =>
          function (this: Misfortune, number, ticks, thrown) {
            if (thrown === undefined) crash.call(this, number, ticks);
          },
      ),
  },
  {
    name: "a timer that rings early is taken for an answer",
    plant: () =>
      instead(
        Channel,
        "jump",
        () =>
          function (this: Channel, ticks) {
            for (let number = 0; ticks > 0 && number < this.letters; number++) this.acknowledge(number);
          },
      ),
  },
  {
    name: "a checkpoint is that of the commit before",
    plant: () => {
      const before = new WeakMap<Network, TrainingState>();
      return instead(
        Network,
        "trainingState",
        (take) =>
          function (this: Network) {
            const state = take.call(this);
            const earlier = before.get(this) ?? state;
            before.set(this, state);
            return earlier;
          },
      );
    },
  },
  {
    name: "a checkpoint is without what the optimizer remembers",
    plant: spoiled(({ slots }) => ({ slots: slots.map((slot) => slot.slice().fill(0)) })),
  },
  {
    name: "a checkpoint is without the steps of the optimizer",
    plant: spoiled(({ step }) => ({ step: { ...step, commit: 0, beta1: 1, beta2: 1 } })),
  },
  {
    name: "a checkpoint is without the place in the epoch",
    plant: spoiled(({ position }) => ({ position: { ...position, batch: 0 } })),
  },
  {
    name: "a checkpoint is without the sums of the epoch",
    plant: spoiled(({ position }) => ({
      position: { ...position, sums: { samples: 0, loss: 0, right: 0 } },
    })),
  },
];

/** What is left of a checkpoint by a bug. */
function spoiled(spoil: (state: TrainingState) => Partial<TrainingState>): () => () => void {
  return () =>
    instead(
      Network,
      "trainingState",
      (take) =>
        function (this: Network) {
          const state = take.call(this);
          return { ...state, ...spoil(state) };
        },
    );
}

const forgetful: { fill: (value: number) => unknown }[] = [];

/** Of each neuron: who was heard, in the order of arrival. */
const arrivals = new Map<number, number[]>();

/** Kernels' forward plans, by the numbers that they are given. */
function notingPlans(kernels: Pick<Kernels, "prepareForward">) {
  const plans = new Map<Prepared, ForwardPlan>();
  const prepareForward: Kernels["prepareForward"] = (plan, earlier) => {
    const prepared = kernels.prepareForward(plan, earlier);
    plans.set(prepared, plan);
    return prepared;
  };
  const planOf = (prepared: Prepared): ForwardPlan => {
    const plan = plans.get(prepared);
    if (plan === undefined) throw new Error(`expected a forward plan of the number ${prepared}`);
    return plan;
  };
  return { planOf, prepareForward };
}

/** A weighted sum whose addends come in the order in which their messages arrived, where the neuron hears one population. */
function inArrivalOrder(): Backend {
  const backend = jsBackend("f64");
  const { forward } = backend.kernels;
  const { planOf, prepareForward } = notingPlans(backend.kernels);
  return {
    ...backend,
    kernels: {
      ...backend.kernels,
      prepareForward,
      forward: (prepared, member, to, first, samples) => {
        const result = forward(prepared, member, to, first, samples);
        const plan = planOf(prepared);
        const [arc, ...more] = plan.arcs;
        if (arc === undefined || more.length > 0 || arc.terms < 3) return result;
        const outAt = plan.outAt + member * plan.stride;
        const sender = arc.messagesAt / plan.stride;
        const heard = arrivals.get(outAt / plan.stride) ?? [];
        const order = [...new Set(heard.toReversed())].map((slot) => slot - sender);
        if (order.length !== arc.terms || order.some((k) => k < 0 || k >= arc.terms)) return result;
        for (let s = first; s < first + samples; s++) {
          let sum = plan.weights.numbers[plan.startAt + member * plan.startStep] ?? 0;
          for (const k of order) {
            const weight =
              plan.weights.numbers[arc.weightAt + k * arc.weightStep + member * arc.memberStep] ?? 0;
            sum += weight * (plan.messages.numbers[arc.messagesAt + k * plan.stride + s] ?? 0);
          }
          plan.out.numbers[outAt + s] = sum;
          if (plan.activation === undefined) continue;
          const { a, gain } = plan.activation;
          a.numbers[outAt + s] = sigmoid(sum);
          gain.numbers[outAt + s] = sigmoidSlope(sigmoid(sum));
        }
        return result;
      },
    },
  };
}
