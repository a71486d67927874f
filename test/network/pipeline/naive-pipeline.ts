import { scalarActivations } from "../../oracle/scalar-activation.ts";

/** A dense layer: activation, and rows of weights with the bias last. */
export interface NaiveLayer {
  readonly activation: "tanh" | "sigmoid" | "identity";
  readonly rows: readonly (readonly number[])[];
}

/** What a stage does, in the order in which it does it: each with the micro-batch, which is one sample here. */
export interface NaiveAction {
  readonly stage: number;
  readonly kind: "F" | "B";
  readonly sample: number;
}

/** Which versions are read: forward, by who enters, the newest and the commits of stage 0 at the entry; and on the way back. */
export interface NaiveRules {
  readonly forward: (at: {
    readonly newest: number;
    readonly entry: number;
    readonly sample: number;
    readonly stage: number;
  }) => number;
  readonly transport: (at: { readonly newest: number; readonly forward: number }) => number;
  readonly perCommit: number;
}

interface Visit {
  readonly forward: number;
  transport: number;
  /** Of each layer of the stage: its activations, gains and deltas. */
  readonly a: number[][];
  readonly gain: number[][];
  readonly delta: number[][];
}

/**
 * A pipeline that keeps every version of every stage for ever, and whatever each sample has met: plain gradient descent on half
 * the squared error, in the orders of sums that ARCHITECTURE.md states. It shares no code with `src`.
 * @param stages the layers of each
 * @returns the rows of all stages at the end, the losses in the order of the last stage, and the versions met
 */
export function naivePipeline(options: {
  readonly stages: readonly (readonly NaiveLayer[])[];
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly actions: readonly NaiveAction[];
  readonly rules: NaiveRules;
  readonly rate: number;
}) {
  const { stages, inputs, targets, actions, rules, rate } = options;
  const versions = stages.map((layers) => [layers.map(({ rows }) => rows.map((row) => [...row]))]);
  const visits = stages.map(() => new Map<number, Visit>());
  const waiting = stages.map((): number[] => []);
  const entries = new Map<number, number>();
  const met = stages.map((): [forward: number, transport: number, applied: number][] => []);
  const losses: number[] = [];

  const newest = (s: number): number => at(versions, s).length - 1;
  const inputOf = (s: number, sample: number): number[] =>
    s === 0
      ? [...at(inputs, sample)]
      : at(at(visits, s - 1).get(sample)?.a ?? [], at(stages, s - 1).length - 1);

  const forward = (s: number, sample: number): void => {
    if (s === 0) entries.set(sample, newest(0));
    const entry = entries.get(sample) ?? NaN;
    const version = rules.forward({ newest: newest(s), entry, sample, stage: s });
    const visit: Visit = { forward: version, transport: NaN, a: [], gain: [], delta: [] };
    let a = inputOf(s, sample);
    at(at(versions, s), version).forEach((rows, l) => {
      const { value, gain } = scalarActivations[at(at(stages, s), l).activation];
      const z = rows.map((row) => {
        let sum = at(row, row.length - 1);
        a.forEach((each, i) => (sum += at(row, i) * each));
        return sum;
      });
      a = z.map(value);
      visit.a.push(a);
      visit.gain.push(z.map((each, j) => gain(each, at(a, j))));
    });
    at(visits, s).set(sample, visit);
    if (s === stages.length - 1) {
      losses.push(a.reduce((sum, each, k) => sum + square(each - at(at(targets, sample), k)), 0) * 0.5);
    }
  };

  const backward = (s: number, sample: number): void => {
    const visit = need(at(visits, s).get(sample));
    visit.transport = rules.transport({ newest: newest(s), forward: visit.forward });
    const layers = at(stages, s).length;
    for (let l = layers - 1; l >= 0; l--) {
      const above = l < layers - 1 ? [s, l + 1] : [s + 1, 0];
      const [r = NaN, up = NaN] = above;
      at(visit.a, l).forEach((a, i) => {
        let sum = 0;
        if (r === stages.length) sum += a - at(at(targets, sample), i);
        else {
          const ahead = need(at(visits, r).get(sample));
          const rows = at(at(at(versions, r), ahead.transport), up);
          rows.forEach((row, j) => (sum += at(row, i) * at(at(ahead.delta, up), j)));
        }
        (visit.delta[l] ??= [])[i] = at(at(visit.gain, l), i) * sum;
      });
    }
    const gathered = at(waiting, s);
    if (gathered.push(sample) === rules.perCommit) commit(s, gathered.splice(0));
  };

  const commit = (s: number, samples: readonly number[]): void => {
    const applied = newest(s);
    const next = at(at(versions, s), applied).map((rows, l) =>
      rows.map((row, j) =>
        row.map((weight, i) => {
          const lanes = [0, 0];
          samples.forEach((sample, n) => {
            const visit = need(at(visits, s).get(sample));
            const a = l === 0 ? inputOf(s, sample) : at(visit.a, l - 1);
            const delta = at(at(visit.delta, l), j);
            lanes[n % 2] = at(lanes, n % 2) + (i === row.length - 1 ? delta : at(a, i) * delta);
          });
          return weight - rate * ((at(lanes, 0) + at(lanes, 1)) * (1 / samples.length));
        }),
      ),
    );
    at(versions, s).push(next);
    for (const sample of samples) {
      const visit = need(at(visits, s).get(sample));
      at(met, s)[sample] = [visit.forward, visit.transport, applied];
    }
  };

  for (const { stage, kind, sample } of actions) (kind === "F" ? forward : backward)(stage, sample);
  return { parameters: versions.flatMap((ofStage) => at(ofStage, ofStage.length - 1).flat(2)), losses, met };
}

function at<T>(list: readonly T[], index: number): T {
  return need(list[index]);
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the naive pipeline has no such thing yet");
  return value;
}

function square(x: number): number {
  return x * x;
}
