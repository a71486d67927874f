import { createSamples, drawNetwork, Network, parseNetwork, record, scenario } from "../src/index.ts";
import { activationsOnSlides, lee } from "./networks/lee.ts";

const model = parseNetwork(lee);
/** The slides stop at the outputs. To have something to send back, we ask for 1 and 0, as we please. */
const target = [1, 0];
const [first, second] = [createSamples([[1, -1]], [target]), createSamples([[0, 0]], [target])];

export const lectureNetwork = scenario(import.meta.url, {
  name: "lecture-network",
  summary: "Hung-yi Lee's 2-2-2-2 network: forward as on his slides, then backward, arrows turned round",
  options: [],
  async run(screen) {
    const network = new Network(model, screen.computing);
    const slotOf = (id: string): number => network.ids.slotOf(id) ?? NaN;
    const { neuron: ofSecond } = network.gradients(second);
    const recording = record(network);
    const { neuron: ofFirst, loss } = network.gradients(first);
    const trace = recording.stop();

    await screen.heading("Hung-yi Lee's network, forward");
    await screen.print("Two inputs, two hidden layers, two outputs; sigmoid everywhere; input (1, −1).");
    await screen.flow(trace, { phases: ["forward"] });
    await screen.print("The activations beside those of the slides, which also have the input (0, 0):");
    const activations = activationsOnSlides.map(([id, ...slide]) => {
      const computed = [ofFirst, ofSecond].map((neuron) => neuron(slotOf(id)).a[0]?.toFixed(6) ?? "");
      return [id, slide[0].toFixed(2), ...computed.slice(0, 1), slide[1].toFixed(2), ...computed.slice(1)];
    });
    await screen.table(["neuron", "slide (1, −1)", "computed", "slide (0, 0)", "computed"], activations);

    await screen.heading("Backward: the same network with its arrows turned round");
    await screen.print(
      `Every neuron is now an amplifier with a constant gain. We ask for ${target.join(" and ")}, ` +
        `which the slides do not: the loss is ${loss.toFixed(6)}, and this is what it sends back.`,
    );
    const gains = activationsOnSlides.map(
      ([id]) => [id, { gain: ofFirst(slotOf(id)).gain[0] ?? NaN }] as const,
    );
    const options = { mode: "reversed", columns: 76, neurons: new Map(gains) } as const;
    await screen.print(`  ${drawNetwork(model, options).join("\n  ")}`);
    await screen.flow(trace, { phases: ["loss", "backward"] });
    await screen.print("Times the activation on a wire, δ = ∂l/∂z is the gradient of that wire's weight:");
    const gradients = trace.events.flatMap((event) => {
      if (event.kind !== "gradient") return [];
      const { gain, delta } = ofFirst(slotOf(event.neuron));
      return [[event.neuron, ...[...gain, ...delta, ...event.weights].map((value) => value.toFixed(6))]];
    });
    await screen.table(["neuron", "gain", "δ", "∂l/∂w of wire 0", "∂l/∂w of wire 1"], gradients);
  },
});
