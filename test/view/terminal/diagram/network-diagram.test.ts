import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNetwork, type Model } from "../../../../src/index.ts";
import { synapseKey, type DiagramOptions } from "../../../../src/view/terminal/diagram/diagram-options.ts";
import { plainPaint } from "../../../../src/view/paint.ts";
import { createDiagram, drawNetwork } from "../../../../src/view/terminal/diagram/network-diagram.ts";
import { widthOf } from "../../../../src/view/terminal/text-width.ts";
import { randomNetwork } from "../../../oracle/random-network.ts";
import { lecture, mazur } from "../../example-flows.ts";

const head = { format: "counterflow-network", version: 1, loss: "half-squared-error" } as const;

function layers(...sizes: number[]): Model {
  const named = sizes.map((size, i) => ({ id: `n${i}`, size, ...(i > 0 && { activation: "sigmoid" }) }));
  return parseNetwork({ ...head, seed: 1, layers: named });
}

function picture(model: Model, options: DiagramOptions, columns = 80): string {
  return `\n${drawNetwork(model, { columns, ...options }).join("\n")}\n`;
}

const mazurWeights = new Map(
  [
    ["i1", "h1", 0.15], ["i2", "h1", 0.2], ["i1", "h2", 0.25], ["i2", "h2", 0.3],
    ["h1", "o1", 0.4], ["h2", "o1", 0.45], ["h1", "o2", 0.5], ["h2", "o2", 0.55],
  ].map(([source, target, weight]) => [synapseKey(String(source), String(target)), Number(weight)]),
); // prettier-ignore

describe("drawNetwork", () => {
  test("draws Mazur's network on the way forward, what is not yet computed as a dot", () => {
    const neurons = new Map([
      ["i1", { a: 0.05 }],
      ["i2", { a: 0.1 }],
      ["h1", { z: 0.3775, a: 0.5932699921071872, gain: 0.24130070857232525 }],
      ["h2", { z: 0, a: 0.5, gain: 0.25 }],
    ]);
    expect(picture(mazur, { mode: "forward", neurons, weights: mazurWeights })).toMatchInlineSnapshot(`
      "
      ╭─ i1 ────────╮               ╭─ h1 ────────╮               ╭─ o1 ────────╮
      │ x 0.05      │───────── 0.15▶│ z 0.3775    │─────────  0.4▶│ z ·         │─▶ L
      │             │⠤⡀     ⢀⡤  0.2▶│ a 0.5933    │⠤⡀     ⢀⡤ 0.45▶│ a ·         │
      ╰─────────────╯ ⠈⠳⡄ ⢀⠔⠉       ╰─────────────╯ ⠈⠳⡄ ⢀⠔⠉       ╰─────────────╯
                        ⠈⣲⡋                           ⠈⣲⡋
      ╭─ i2 ────────╮  ⣠⠎ ⠙⢄        ╭─ h2 ────────╮  ⣠⠎ ⠙⢄        ╭─ o2 ────────╮
      │ x 0.1       │⠤⠊⠁    ⠙⠦ 0.25▶│ z 0         │⠤⠊⠁    ⠙⠦  0.5▶│ z ·         │─▶ L
      │             │─────────  0.3▶│ a 0.5       │───────── 0.55▶│ a ·         │
      ╰─────────────╯               ╰─────────────╯               ╰─────────────╯
      "
    `);
  });

  test("draws the same network with its arrows turned round, every neuron an amplifier", () => {
    const neurons = new Map([
      ["i1", { a: 0.05 }],
      ["h1", { gain: 0.24130070857232525 }],
      ["h2", { gain: 0.2406134172492184, delta: 0 }],
      ["o1", { gain: 0.18681560180895948, delta: 0.13849856162855695 }],
    ]);
    expect(picture(mazur, { mode: "reversed", neurons, weights: mazurWeights })).toMatchInlineSnapshot(`
      "
      ╭─ i1 ────────╮                ╱─ h1 ───────╮                ╱─ o1 ───────╮
      │ x 0.05      │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╱ δ ·         │◀0.4  ╌╌╌╌╌╌╌╌╌╱ δ 0.1385    │◀─ L
      │             │⠄⢀            ⠄╲ σ' 0.2413   │◀0.5  ⠤⡀     ⢀⡤╲ σ' 0.1868   │
      ╰─────────────╯   ⠐ ⡀   ⢀ ⠂⠈   ╲────────────╯       ⠈⠡⡄ ⢀⠄⠈  ╲────────────╯
                           ⢐ ⡂                              ⠈⡂⡋
      ╭─ i2 ────────╮   ⢀ ⠂   ⠐ ⡀    ╱─ h2 ───────╮        ⠠⠎ ⠙⠄   ╱─ o2 ───────╮
      │ x ·         │⠄⠐          ⠈ ⠄╱ δ 0         │◀0.45 ⠤⠊⠁    ⠘⠦╱ δ ·         │◀─ L
      │             │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╲ σ' 0.2406   │◀0.55 ╌╌╌╌╌╌╌╌╌╲ σ' ·        │
      ╰─────────────╯                ╲────────────╯                ╲────────────╯
      "
    `);
  });

  test("lets a message travel down and the others wait", () => {
    const message = { direction: "forward", from: "i2", to: "h1", share: 0.5 } as const;
    expect(picture(mazur, { mode: "forward", message, weights: mazurWeights })).toMatchInlineSnapshot(`
      "
      ╭─ i1 ────────╮               ╭─ h1 ────────╮               ╭─ o1 ────────╮
      │ x ·         │┈┈┈┈┈┈┈┈┈ 0.15▶│ z ·         │┈┈┈┈┈┈┈┈┈  0.4▶│ z ·         │─▶ L
      │             │⠄      ⢀⡤  0.2▶│ a ·         │⠄       ⠄ 0.45▶│ a ·         │
      ╰─────────────╯  ⠁⠄ ⢀⠔⠉       ╰─────────────╯  ⠁⠄   ⠁       ╰─────────────╯
                         ⡰⠋ ●                          ⠠⠈
      ╭─ i2 ────────╮  ⣠⠎ ⠈         ╭─ h2 ────────╮   ⠄ ⠈         ╭─ o2 ────────╮
      │ x ·         │⠤⠊⠁    ⠁⠄ 0.25▶│ z ·         │⠄ ⠁    ⠁⠄  0.5▶│ z ·         │─▶ L
      │             │┈┈┈┈┈┈┈┈┈  0.3▶│ a ·         │┈┈┈┈┈┈┈┈┈ 0.55▶│ a ·         │
      ╰─────────────╯               ╰─────────────╯               ╰─────────────╯
      "
    `);
  });

  test("lets an error signal travel back up", () => {
    const message = { direction: "backward", from: "o1", to: "h2", share: 0.9 } as const;
    expect(picture(mazur, { mode: "reversed", message, busy: "o1" })).toMatchInlineSnapshot(`
      "
      ╭─ i1 ────────╮                ╱─ h1 ───────╮                ╱━ o1 ━━━━━━━┓
      │ x ·         │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╱ δ ·         │◀┈┈┈┈┈┈┈┈┈┈┈┈┈┈╱ δ ·         ┃◀─ L
      │             │⠄⢀            ⠄╲ σ' ·        │◀⢀           ⢀⠤╲ σ' ·        ┃
      ╰─────────────╯   ⠐ ⡀   ⢀ ⠂⠈   ╲────────────╯   ⠐ ⡀   ⢀⡀⠚⠉   ╲━━━━━━━━━━━━┛
                           ⢐ ⡂                           ⢐⡄⡘⠁
      ╭─ i2 ────────╮   ⢀ ⠂   ⠐ ⡀    ╱─ h2 ───────╮   ⢀⡤⠈⠁  ⠐ ⡀    ╱─ o2 ───────╮
      │ x ·         │⠄⠐          ⠈ ⠄╱ δ ·         │◀● ⠁        ⠈ ⠄╱ δ ·         │◀─ L
      │             │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╲ σ' ·        │◀┈┈┈┈┈┈┈┈┈┈┈┈┈┈╲ σ' ·        │
      ╰─────────────╯                ╲────────────╯                ╲────────────╯
      "
    `);
  });

  test("lets error signals flow on to the inputs where they receive them", () => {
    expect(picture(mazur, { mode: "reversed", inputErrors: "receive" }, 60)).toMatchInlineSnapshot(`
      "
       ╱─ i1 ─────╮           ╱─ h1 ─────╮           ╱─ o1 ─────╮
      ╱ δ ·       │◀╌╌╌╌╌╌╌╌╌╱ δ ·       │◀╌╌╌╌╌╌╌╌╌╱ δ ·       │
      ╲ σ' ·      │◀⣀      ⢀⡀╲ σ' ·      │◀⣀      ⢀⡀╲ σ' ·      │
       ╲──────────╯ ⠈ ⢄  ⣠⠘⠁  ╲──────────╯ ⠈ ⢄  ⣠⠘⠁  ╲──────────╯
                       ⢑⠌⠁                    ⢑⠌⠁
       ╱─ i2 ─────╮   ⠔⠁⠈⠳⢀   ╱─ h2 ─────╮   ⠔⠁⠈⠳⢀   ╱─ o2 ─────╮
      ╱ δ ·       │◀⠚     ⠈⠑⠂╱ δ ·       │◀⠚     ⠈⠑⠂╱ δ ·       │
      ╲ σ' ·      │◀╌╌╌╌╌╌╌╌╌╲ σ' ·      │◀╌╌╌╌╌╌╌╌╌╲ σ' ·      │
       ╲──────────╯           ╲──────────╯           ╲──────────╯
      "
    `);
  });

  test("draws the lecture's network of four layers in 80 columns and in 40", () => {
    expect(picture(lecture, { mode: "plain" })).toMatchInlineSnapshot(`
      "
      ╭─ x.0 ─────╮         ╭─ h.0 ─────╮         ╭─ g.0 ─────╮         ╭─ y.0 ─────╮
      │ input     │────────▶│ sigmoid   │────────▶│ sigmoid   │────────▶│ sigmoid   │
      │           │⠤⡀     ⢀▶│           │⠤⡀     ⢀▶│           │⠤⡀     ⢀▶│           │
      ╰───────────╯ ⠈⠳⡄ ⢀⠔⠉ ╰───────────╯ ⠈⠳⡄ ⢀⠔⠉ ╰───────────╯ ⠈⠳⡄ ⢀⠔⠉ ╰───────────╯
                      ⠈⣲⡋                   ⠈⣲⡋                   ⠈⣲⡋
      ╭─ x.1 ─────╮  ⣠⠎ ⠙⢄  ╭─ h.1 ─────╮  ⣠⠎ ⠙⢄  ╭─ g.1 ─────╮  ⣠⠎ ⠙⢄  ╭─ y.1 ─────╮
      │ input     │⠤⠊⠁    ⠙▶│ sigmoid   │⠤⠊⠁    ⠙▶│ sigmoid   │⠤⠊⠁    ⠙▶│ sigmoid   │
      │           │────────▶│           │────────▶│           │────────▶│           │
      ╰───────────╯         ╰───────────╯         ╰───────────╯         ╰───────────╯
      "
    `);
    expect(picture(lecture, { mode: "forward" }, 40)).toMatchInlineSnapshot(`
      "
      (x.0 )────▶(h.0 )────▶(g.0 )────▶(y.0 )
       ·     ⠱⣀⠎  ·     ⠱⣀⠎  ·     ⠱⣀⠎  ·
             ⢠⠚⡄        ⢠⠚⡄        ⢠⠚⡄
      (x.1 )────▶(h.1 )────▶(g.1 )────▶(y.1 )
       ·          ·          ·          ·
      "
    `);
  });

  test("leads a synapse that skips a layer past the neurons of that layer", () => {
    const model = parseNetwork({
      ...head,
      neurons: [
        { id: "x" },
        { id: "h", activation: "tanh", bias: 0 },
        { id: "y", activation: "tanh", bias: 0 },
      ],
      synapses: [
        { from: "x", to: "h", weight: 1 },
        { from: "h", to: "y", weight: 2 },
        { from: "x", to: "y", weight: -3 },
      ],
      inputs: ["x"],
      outputs: ["y"],
    });
    const weights = new Map([[synapseKey("x", "y"), -3]]);
    expect(picture(model, { mode: "plain", weights })).toMatchInlineSnapshot(`
      "
                                    ╭─ h ─────────╮
      ╭─ x ─────────╮               │ tanh        │               ╭─ y ─────────╮
      │ input       │         ⣀⣀⣀⡤⠤▶│             │──────────────▶│ tanh        │─▶ L
      │             │⠤⠤⣤⣒⠒⠒⠋⠉⠉      ╰─────────────╯        ⣀⣠⠤ -3▶│             │
      ╰─────────────╯    ⠉⠑⠒⠤⣄⣀                        ⣀⠤⠖⠋⠁      ╰─────────────╯
                              ⠈⠉⠓⠒⠦─────────────────⠔⠒⠉
      "
    `);
  });

  test("draws populations where neurons are many, and leaves out the middle where layers are many", () => {
    expect(picture(layers(784, 30, 10), { mode: "plain" })).toMatchInlineSnapshot(`
      "
      ╭─ n0 ──────╮                  ╭─ n1 ──────╮                  ╭─ n2 ──────╮
      │ ×784      │                  │ ×30       │                  │ ×10       │─▶ L
      │ input     │─────────────────▶│ sigmoid   │─────────────────▶│ sigmoid   │
      ╰───────────╯                  ╰───────────╯                  ╰───────────╯
      "
    `);
    expect(picture(layers(2, ...Array.from({ length: 100 }, () => 3), 1), { mode: "reversed" }))
      .toMatchInlineSnapshot(`
      "
      ╭─ n0 ────╮      ╱─ n1 ───╮      ╱─ ⋯ ────╮      ╱─ n100 ─╮      ╱─ n101 ─╮
      │ ×2      │     ╱ ×3      │     ╱ ×294    │     ╱ ×3      │     ╱ ×1      │◀─ L
      │ input   │┈┈┈┈┈╲ sigmoid │◀╌╌╌╌╲ ⋯       │◀╌╌╌╌╲ sigmoid │◀╌╌╌╌╲ sigmoid │
      ╰─────────╯      ╲────────╯      ╲────────╯      ╲────────╯      ╲────────╯
      "
    `);
  });

  test("puts sizes into one line where not even that has room", () => {
    expect(drawNetwork(layers(2, 3, 1), { columns: 12, mode: "plain" })).toEqual(["2 → 3 → 1"]);
    expect(drawNetwork(layers(2, 3, 1), { columns: 6, mode: "plain" })).toEqual(["2 → 3…"]);
  });

  test("cuts long and Chinese names to the width of their boxes", () => {
    const model = parseNetwork({
      ...head,
      neurons: [
        { id: "输入神经元的名字很长" },
        { id: "a-very-long-name-indeed", activation: "tanh", bias: 0 },
      ],
      synapses: [{ from: "输入神经元的名字很长", to: "a-very-long-name-indeed", weight: 1 }],
      inputs: ["输入神经元的名字很长"],
      outputs: ["a-very-long-name-indeed"],
    });
    expect(picture(model, { mode: "plain" }, 50)).toMatchInlineSnapshot(`
      "
      ╭─ 输入神经… ─╮                ╭─ a-very-lo… ╮
      │ input       │                │ tanh        │─▶ L
      │             │───────────────▶│             │
      ╰─────────────╯                ╰─────────────╯
      "
    `);
  });

  test("paints what it draws without changing it", () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const paint = { ...plainPaint, forward: tag("f"), backward: tag("b"), dim: tag("d"), bold: tag("s") };
    const message = { direction: "forward", from: "i1", to: "h1", share: 0.5 } as const;
    const painted = drawNetwork(mazur, { columns: 80, mode: "forward", message, paint });
    const plain = drawNetwork(mazur, { columns: 80, mode: "forward", message });
    expect(painted.join("\n")).toContain("<f>");
    expect(painted.map((line) => line.replace(/<\/?[fbds]>/g, ""))).toEqual(plain);
  });

  test("never draws a line wider or a picture higher than asked for, whatever the network", () => {
    const modes = ["plain", "forward", "reversed"] as const;
    fc.assert(
      fc.property(
        fc.nat(1999),
        fc.integer({ min: 1, max: 130 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(...modes),
        (seed, columns, rows, mode) => {
          const model = parseNetwork(randomNetwork(seed).file);
          const lines = drawNetwork(model, { columns, rows, mode });
          expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
          expect(lines.length).toBeLessThanOrEqual(rows);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  test("is as high in every mode and state, so that nothing jumps", () => {
    const draw = createDiagram(lecture, { columns: 80 });
    const message = { direction: "backward", from: "y.0", to: "g.1", share: 0.3 } as const;
    const heights = [
      draw({ mode: "plain" }),
      draw({ mode: "forward" }),
      draw({ mode: "reversed", message }),
    ].map((lines) => lines.length);
    expect(new Set(heights).size).toBe(1);
  });

  test("draws a chain of 100,000 layers", () => {
    const chain = layers(...Array.from({ length: 100_001 }, () => 1));
    const lines = drawNetwork(chain, { columns: 80, mode: "plain" });
    expect(lines.join("\n")).toContain("×");
  });
});
