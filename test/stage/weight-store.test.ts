import { describe, expect, it } from "vitest";
import { parseNetwork } from "../../src/model/parse-network.ts";
import { backend } from "../../src/math/kernels/backends.ts";
import { assemble } from "../../src/network/assemble.ts";
import { Rows } from "../../src/stage/rows.ts";
import { WeightStore } from "../../src/stage/weight-store.ts";

/** A network of three layers, the second of them listed after the third: parameters 1, 2, 3, … */
function network(feedback?: number) {
  const model = parseNetwork({
    format: "counterflow-network",
    version: 1,
    loss: "half-squared-error",
    neurons: [
      { id: "x" },
      { id: "y", activation: "identity", bias: 3 },
      { id: "g", activation: "tanh", bias: 5 },
      { id: "h", activation: "tanh", bias: 8 },
    ],
    synapses: [
      { from: "g", to: "y", weight: 1 },
      { from: "h", to: "y", weight: 2 },
      { from: "x", to: "g", weight: 4 },
      { from: "x", to: "h", weight: 6 },
      { from: "g", to: "h", weight: 7, ...(feedback === undefined ? {} : { feedback }) },
    ],
    inputs: ["x"],
    outputs: ["y"],
  });
  const { memory, populations } = assemble(model, {
    inputErrors: "end",
    backend: backend("js", "f64"),
    transport: { name: "local" },
    idOf: String,
    coordinator: { receive: () => undefined },
  });
  const of = (...slots: readonly number[]) =>
    populations.filter(({ shared }) => slots.includes(shared.firstSlot));
  return { memory, of };
}

describe("the rows of a stage", () => {
  it("are those of its neurons, wherever they stand", () => {
    const { memory, of } = network();
    expect([...new Rows(memory, of(0, 2, 3)).copy(memory.parameters)]).toEqual([4, 5, 6, 7, 8]);
    expect([...new Rows(memory, of(1, 3)).copy(memory.parameters)]).toEqual([1, 2, 3, 6, 7, 8]);
    expect(new Rows(memory, of(0)).count).toBe(0);
  });

  it("are laid out in their places, and leave all others alone", () => {
    const { memory, of } = network();
    new Rows(memory, of(1, 3)).layOut(Float64Array.of(10, 20, 30, 60, 70, 80), 1);
    expect([...memory.parameters.numbers]).toEqual([10, 20, 30, 4, 5, 60, 70, 80]);
  });

  it("are laid out for error signals too, but for feedback weights", () => {
    const { memory, of } = network(-7);
    expect([...memory.errorWeights.numbers]).toEqual([1, 2, 3, 4, 5, 6, -7, 8]);
    new Rows(memory, of(3)).layOut(Float64Array.of(60, 70, 80), 1);
    expect([...memory.parameters.numbers]).toEqual([1, 2, 3, 4, 5, 60, 70, 80]);
    expect([...memory.errorWeights.numbers]).toEqual([1, 2, 3, 4, 5, 60, -7, 80]);
  });
});

describe("a store of weight versions", () => {
  /** A store of y's row, whose weights become 100, 200, … at each commit. */
  function create(oldestToRead: (store: WeightStore) => number) {
    const { memory, of } = network();
    const store: WeightStore = new WeightStore(memory, new Rows(memory, of(1)), () => oldestToRead(store));
    const commit = (): void => {
      store.advance();
      memory.parameters.numbers.fill(100 * store.newest);
    };
    return { store, commit };
  }
  const newestOnly = ({ newest }: WeightStore): number => newest;

  it("holds the newest alone where nobody reads another", () => {
    const { store, commit } = create(newestOnly);
    expect([...(store.read(0) ?? [])]).toEqual([1, 2, 3]);
    commit();
    commit();
    expect(store.versions).toEqual([2]);
    expect([...(store.read(2) ?? [])]).toEqual([200, 200, 200]);
    expect(store.read(1)).toBeUndefined();
    expect([store.peakLive, store.peakKept]).toEqual([1, 1]);
  });

  it("holds what is stashed until the last who has read it is back", () => {
    const { store, commit } = create(newestOnly);
    store.stash(0);
    store.stash(0);
    commit();
    store.unstash(0);
    store.tidy();
    expect(store.versions).toEqual([0, 1]);
    expect([...(store.read(0) ?? [])]).toEqual([1, 2, 3]);
    store.unstash(0);
    store.tidy();
    expect(store.versions).toEqual([1]);
    expect([store.peakLive, store.peakKept]).toEqual([2, 2]);
  });

  it("holds what error signals name until they are consumed, and counts it by itself", () => {
    const { store, commit } = create(newestOnly);
    store.sent(0);
    commit();
    expect(store.versions).toEqual([0, 1]);
    store.consumed(0);
    store.tidy();
    expect(store.versions).toEqual([1]);
    expect([store.peakLive, store.peakKept]).toEqual([1, 2]);
  });

  it("holds what forward passes to come may read", () => {
    const { store, commit } = create(({ newest }) => newest - 2);
    for (let n = 0; n < 5; n++) commit();
    expect(store.versions).toEqual([3, 4, 5]);
    expect([...(store.read(3) ?? [])]).toEqual([300, 300, 300]);
    expect(store.peakLive).toBe(3);
  });

  it("gives copies: what is done to them changes no version", () => {
    const { store, commit } = create(({ newest }) => newest - 1);
    commit();
    store.read(0)?.fill(-1);
    store.read(1)?.fill(-1);
    expect([store.read(0), store.read(1)].map((version) => version?.[0])).toEqual([1, 100]);
  });
});
