import { describe, expect, it } from "vitest";
import { parseNetwork } from "../../../src/model/parse-network.ts";
import { writeNeurons } from "../../../src/model/write-network.ts";
import { randomCase } from "../../../src/study/faults/random-case.ts";
import { randomRates } from "../../../src/study/faults/random-rates.ts";
import { runSchedule } from "../../../src/study/faults/run-schedule.ts";
import { randomCases, simulate, type Tally } from "../../../src/study/faults/simulate.ts";
import { isLong } from "../../long.ts";

/** All ten thousand, and the rarest situations, have a command of their own: npm run simulate. */
const seeds = isLong ? 10_000 : 500;

describe(`${seeds} schedules of faults`, () => {
  let tally: Tally | undefined;

  it("break no law and change no bit", () => {
    const run = simulate({ from: 0, to: seeds });
    for (;;) {
      const step = run.next();
      if (step.done === true) {
        expect(step.value?.outcome.violations).toBeUndefined();
        break;
      }
      tally = step.value;
    }
    expect(tally).toMatchObject({ schedules: seeds, violations: 0 });
    expect((tally?.givenUp ?? seeds) / seeds).toBeLessThan(0.02);
  }, 600_000);

  it.runIf(isLong)("come upon every situation that is worth coming upon", () => {
    const never = [...(tally?.reached ?? [])].filter(([, times]) => times === 0);
    expect(never).toEqual([]);
  });
});

describe("random cases", () => {
  it("are hundreds of networks with as many shapes", () => {
    const shapeOf = (seed: number): string => {
      const { populations, projections } = randomCase(seed).model;
      const sizes = populations.map(({ size, activation, fanIn }) => `${size}${activation}${fanIn}`);
      return [...sizes, projections.source.join(), projections.target.join()].join("/");
    };
    expect(new Set(Array.from({ length: randomCases }, (_, seed) => shapeOf(seed))).size).toBeGreaterThan(
      500,
    );
  });
});

describe("a schedule of faults", () => {
  it("is the same run again, event by event, from its seed and from the list of its faults", () => {
    for (let seed = 0; seed < 60; seed++) {
      const [tried, rates] = [randomCase(seed), randomRates(seed)];
      const first = runSchedule(tried, { seed, ...rates });
      const again = runSchedule(tried, { seed, ...rates });
      const listed = runSchedule(tried, { seed, ...rates, faults: first.faults });
      for (const other of [again, listed]) {
        expect([other.hash, other.events, other.time, other.end], `seed ${seed}`).toEqual([first.hash, first.events, first.time, first.end]); // prettier-ignore
      }
    }
  });

  it("ends by name, and not as done, where something fails more often than it may", () => {
    const often = { crash: 0.3 };
    const outcome = runSchedule(randomCase(1), { seed: 1, ...randomRates(1), faults: often });
    expect(outcome.end).toBe("given up");
    expect(outcome.violations).toEqual([]);
  });
});

describe("what a run is called, and who looks on,", () => {
  it("change no event of it", () => {
    for (let seed = 0; seed < 20; seed++) {
      const [tried, rates] = [randomCase(seed), randomRates(seed)];
      const file = writeNeurons(tried.model);
      // Names that sort the other way round, and mean something elsewhere.
      const renamed = new Map(file.neurons.map(({ id }, i) => [id, `${99 - i} toString <b>`]));
      const named = (id: string): string => renamed.get(id) ?? id;
      const model = parseNetwork({
        ...file,
        neurons: file.neurons.map((neuron) => ({ ...neuron, id: named(neuron.id) })),
        synapses: file.synapses.map((synapse) => ({
          ...synapse,
          from: named(synapse.from),
          to: named(synapse.to),
        })),
        inputs: file.inputs.map(named),
        outputs: file.outputs.map(named),
      });
      const first = runSchedule({ ...tried, model: parseNetwork(file) }, { seed, ...rates });
      const other = runSchedule({ ...tried, model }, { seed, ...rates });
      expect([other.hash, other.events, other.time, other.end]).toEqual([first.hash, first.events, first.time, first.end]); // prettier-ignore
    }
  });
});
