import { type ErrorSignal, LoneNeuron, scenario } from "../src/index.ts";

/** What four neurons above send back, and the weights that join them to h: large and small, so that rounding shows. */
const senders = [
  { id: "o1", weight: 0.1, delta: 1 },
  { id: "o2", weight: 1, delta: 1e16 },
  { id: "o3", weight: -1, delta: 1e16 },
  { id: "o4", weight: 0.7, delta: 3 },
];

export const sameDeltaAnyOrder = scenario(import.meta.url, {
  name: "same-delta-any-order",
  summary: "error signals arrive in any order you like, and the bits of δ and of the gradient stay the same",
  world: "own",
  options: [{ name: "order", help: "an order of your own, such as o3,o1,o4,o2", fallback: "o4,o3,o2,o1" }],
  async run(screen) {
    const own = screen.option("order").split(",");
    if (own.toSorted().join() !== senders.map(({ id }) => id).join()) {
      throw new RangeError(`--order: expected each of o1, o2, o3 and o4 once; got "${own.join()}"`);
    }
    await screen.heading("A neuron with four neighbours above it");
    await screen.print(
      "h hears four error signals. Sums of fractions depend on their order, in the last digits and beyond:",
    );
    const sum = senders.map(({ id, weight, delta }) => [id, `${weight}`, `${delta}`, `${weight * delta}`]);
    await screen.table(["from", "w", "δ", "w·δ"], sum);

    await screen.heading("All 24 orders of arrival");
    const orders = permutations(senders.map(({ id }) => id));
    const results = orders.map((order) => ({ order: order.join(" "), ...arrive(order) }));
    const isOwn = ({ order }: { readonly order: string }) => order === own.join(" ");
    const shown = [...results.filter(isOwn), ...results.filter((result) => !isOwn(result))];
    const rows = shown.map(({ order, ...sums }) => [order, ...Object.values(sums).map(String)]);
    await screen.table(["they arrive as", "summed as they arrive", "δ of h", "∂L/∂w"], rows);
    const count = (key: "naive" | "delta" | "gradient") => new Set(results.map((result) => result[key])).size;
    await screen.print(
      `Summed as they arrive, 24 orders give ${count("naive")} different sums. The neuron gives ${count("delta")} δ and ` +
        `${count("gradient")} gradient: it waits until all are in, then adds in the order of its synapses.`,
    );
  },
});

/** Hands h its messages in that order: what a running sum would be, and what the neuron makes of them. */
function arrive(order: readonly string[]) {
  const outputs = senders.map(({ id, weight }) => ({ to: id, weight }));
  const h = new LoneNeuron({
    id: "h",
    activation: "sigmoid",
    bias: 0,
    inputs: [{ from: "x", weight: 0.5 }],
    outputs,
  });
  const header = { batch: 0, microBatch: 0, firstSample: 0, weightVersion: 0 };
  let [naive, delta, gradient] = [0, NaN, NaN];
  h.backward$.subscribe(({ values }) => (delta = values[0] ?? NaN));
  h.row$.subscribe(({ kind, weights }) => kind === "gradient" && (gradient = weights[0] ?? NaN));
  h.receive({ ...header, kind: "activation", from: "x", values: [0.3] });
  for (const id of order) {
    const sender = senders.find((each) => each.id === id);
    if (sender === undefined) continue;
    naive += sender.weight * sender.delta;
    h.receive({ ...header, kind: "error-signal", from: id, values: [sender.delta] } satisfies ErrorSignal);
  }
  h.commit(0.1);
  return { naive, delta, gradient };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, i) => permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}
