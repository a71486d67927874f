import { describe, expect, it } from "vitest";
import type { TraceLevel, TraceSelection } from "../../../src/index.ts";
import { isLong } from "../../long.ts";
import { jsonl } from "../../../src/view/export/jsonl.ts";
import { type Recorded, type Settings, small, trainingOf } from "./recorded-runs.ts";
import {
  changeLists,
  changeNumbers,
  changesIn,
  changeTexts,
  lastBitOf,
  leaveOut,
  outcomeOf,
  type Tampered,
} from "./tampering.ts";
import { linesOf, verify } from "./verified.ts";

/** One epoch of two batches, of two samples and of one. */
const runs: Readonly<Record<string, readonly [Settings, Recorded]>> = {
  pipelined: [{ microBatch: 1 }, {}],
  "shuffled, clipped, by adam, with error signals at the inputs": [
    { optimizer: "adam", shuffle: 5, clipping: { kind: "norm", limit: 0.01 } },
    { inputErrors: "receive" },
  ],
  "committed on the way": [{ commitAfter: "delta", optimizer: "momentum" }, {}],
};
const fileOf = ([settings, recorded]: readonly [Settings, Recorded]): string[] =>
  linesOf(trainingOf(small, { epochs: 1, batchSize: 2, ...settings }, recorded));

const changes: Readonly<
  Record<string, (event: Parameters<typeof changeTexts>[0], line: number) => Tampered[]>
> = {
  "the last bit of any number changed": (event, line) => changeNumbers(event, line, lastBitOf),
  "any number one larger": (event, line) => changeNumbers(event, line, (value) => value + 1),
  "any number one smaller": (event, line) => changeNumbers(event, line, (value) => value - 1),
  "the sign of any number changed": (event, line) => changeNumbers(event, line, (value) => -value),
  "any text changed": changeTexts,
  "any entry of any list left out, doubled, or swapped with its neighbour": changeLists,
  "any field left out": leaveOut,
};

/**
 * What is wrong with most numbers shows at their own event. With these it shows at the first event that could tell:
 * they come from outside, and nothing before them says what they have to be.
 */
const seenLater: Readonly<Record<string, string>> = {
  "feed.values": "in the first message that carries them",
  "loss.targets": "in the errors, where the loss is the same for both",
  "batch.batch": "at the next event, which is of the same batch",
  "batch.t": "at the next event, so many ticks after it",
  "batch.rows": "when the epoch is over, as a shuffle of how many rows it was is not known before",
  "train.t": "at the first batch, which begins at once",
  "train.settings": "where the first gradient is clipped that would not be",
  "train.settings.epochs": "when a batch comes that would be too many",
  "train.settings.batchSize": "at the first batch of another size",
  "train.settings.microBatch": "at the first batch that is cut otherwise",
  "train.settings.shuffle": "when the first epoch is over",
  "train.settings.learningRate": "at the first commit that it moves otherwise",
  "train.settings.clipping.limit": "at the first commit that it moves otherwise",
};

/**
 * What survives even in a whole trace is another trace as lawful as the first. How a run learns, and why it ended, come
 * from outside: another seed may shuffle three rows alike, a micro-batch may be larger than all batches, and nobody has to
 * make all epochs.
 */
const lawful = [
  "end.outcome",
  "train.settings.epochs",
  "train.settings.microBatch",
  "train.settings.shuffle",
];

const entries = Object.entries(runs);

describe.each(isLong ? entries : entries.slice(0, 1))("a trace that is %s is rejected with", (_, run) => {
  const lines = fileOf(run);
  // Of the others the changes that are noticed least.
  const tried = run === runs["pipelined"] ? Object.entries(changes) : Object.entries(changes).slice(0, 2);

  it.each(tried)("%s", (_, change) => {
    const { tried: count, accepted, unsaid, late, early } = outcomeOf(lines, changesIn(lines, change));
    expect(count).toBeGreaterThan(100);
    expect(accepted.filter((field) => !lawful.includes(field))).toEqual([]);
    expect(unsaid).toEqual([]);
    expect(late.filter((field) => !(field in seenLater))).toEqual([]);
    expect(early).toEqual([]);
  });

  it("a weight version one larger or smaller, at that very message or commit", () => {
    const versions = changesIn(lines, (event, line) =>
      [1, -1].flatMap((step) => changeNumbers(event, line, (value) => value + step)),
    ).filter(({ field }) => field.endsWith(".weightVersion"));
    expect(versions.length).toBeGreaterThan(20);
    expect(outcomeOf(lines, versions)).toMatchObject({ accepted: [], late: [], early: [] });
  });

  it("any field that is none of an event's", () => {
    for (const [i, line] of lines.entries()) {
      const text = line.replace(/}$/, ',"extra":1}');
      const [first] = verify(lines.with(i, text)).violations;
      expect(first?.message).toContain('expected no field "extra"; got one');
      expect(first?.line).toBe(i + 1);
    }
  });
});

describe.runIf(isLong)(
  "a trace that leaves something out is rejected, or says that it was not checked, with",
  () => {
    const levels: readonly TraceLevel[] = ["neuron", "population", "commit"];
    const selections: readonly TraceSelection[] = [
      { neurons: ["h"] },
      { samples: [0] },
      { batches: [1, 2] },
      { phases: ["backward", "gradient", "end"] },
      { phases: ["start", "forward", "loss", "backward", "end"] },
    ];
    const whole = trainingOf(small, { microBatch: 1, epochs: 1, batchSize: 2 });
    const files: readonly (readonly [string, readonly string[]])[] = [
      ...levels.map((level) => [level, fileOf([{ microBatch: 1 }, { level }])] as const),
      ...selections.flatMap((selection) => [
        [`${JSON.stringify(selection)}, recorded`, fileOf([{ microBatch: 1 }, selection])] as const,
        [
          `${JSON.stringify(selection)}, chosen afterwards`,
          [...jsonl(whole, { language: "en", ...selection })].join("").trimEnd().split("\n"),
        ] as const,
      ]),
    ];

    it.each(files)("any change: %s", (_, lines) => {
      const some = ["the last bit of any number changed", "any number one larger", "any text changed"];
      for (const change of some.map((name) => changes[name] ?? changeTexts)) {
        const { unsaid, early } = outcomeOf(lines, changesIn(lines, change));
        expect({ unsaid, early }).toEqual({ unsaid: [], early: [] });
      }
    });
  },
);
