import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNetwork, type TraceEvent } from "../../../../src/index.ts";
import { plainPaint } from "../../../../src/view/paint.ts";
import { flowLines } from "../../../../src/view/terminal/flow/flow-lines.ts";
import { createFrameDrawer, flowFrames } from "../../../../src/view/terminal/flow/message-flow.ts";
import { stillFlow } from "../../../../src/view/terminal/flow/still-flow.ts";
import { widthOf } from "../../../../src/view/terminal/text-width.ts";
import { randomNetwork } from "../../../oracle/random-network.ts";
import { eventsOf, lecture, mazur, mazurStep } from "../../example-flows.ts";

/** The coordinator's beginnings have no line. */
const toldOf = (events: readonly TraceEvent[]): TraceEvent[] =>
  events.filter(({ kind }) => kind !== "train" && kind !== "batch");
const text = (lines: readonly string[]): string => `\n${lines.join("\n")}\n`;

describe("flowLines", () => {
  test("tells Mazur's first step, a line for each event, numbers under each other", () => {
    expect(text(flowLines(mazurStep, "en"))).toMatchInlineSnapshot(`
      "
      Forward pass: activations flow down
       ▼         i1   x = 0.05
       ▼         i2   x = 0.1
       ▼  i1 ──▶ h1   a 0.05   · w 0.15 = 0.0075
       ▼  i2 ──▶ h1   a 0.1    · w 0.2  = 0.02
       ▼         h1   z = 0.35 + 0.0075 + 0.02 = 0.3775   a = 0.5933   gain 0.2413
       ▼  i1 ──▶ h2   a 0.05   · w 0.25 = 0.0125
       ▼  i2 ──▶ h2   a 0.1    · w 0.3  = 0.03
       ▼         h2   z = 0.35 + 0.0125 + 0.03 = 0.3925   a = 0.5969   gain 0.2406
       ▼  h1 ──▶ o1   a 0.5933 · w 0.4  = 0.2373
       ▼  h2 ──▶ o1   a 0.5969 · w 0.45 = 0.2686
       ▼         o1   z = 0.6 + 0.2373 + 0.2686 = 1.106   a = 0.7514   gain 0.1868
       ▼  h1 ──▶ o2   a 0.5933 · w 0.5  = 0.2966
       ▼  h2 ──▶ o2   a 0.5969 · w 0.55 = 0.3283
       ▼         o2   z = 0.6 + 0.2966 + 0.3283 = 1.225   a = 0.7729   gain 0.1755

      Loss: here the stream turns round
       ◆  L    L = 0.2984
       ◆  o1   ∂L/∂a = 0.7414   a 0.7514   target 0.01
       ◆  o2   ∂L/∂a = -0.2171   a 0.7729   target 0.99

      Backward pass: error signals flow back up
       ▲  o1          δ = 0.1868 · 0.7414 = 0.1385
       ▲  o2          δ = 0.1755 · -0.2171 = -0.0381
       ▲  h1 ◀── o1   δ  0.1385 · w 0.4  =  0.0554
       ▲  h1 ◀── o2   δ -0.0381 · w 0.5  = -0.01905
       ▲  h1          δ = 0.2413 · (0.0554 - 0.01905) = 0.008771
       ▲  h2 ◀── o1   δ  0.1385 · w 0.45 =  0.06232
       ▲  h2 ◀── o2   δ -0.0381 · w 0.55 = -0.02095
       ▲  h2          δ = 0.2406 · (0.06232 - 0.02095) = 0.009954

      Gradient: what came down times what came back
       ×  h1   ∂C/∂w  i1 0.0004386  i2 0.0008771  ∂C/∂b 0.008771
       ×  h2   ∂C/∂w  i1 0.0004977  i2 0.0009954  ∂C/∂b 0.009954
       ×  o1   ∂C/∂w  h1 0.08217    h2 0.08267    ∂C/∂b 0.1385
       ×  o2   ∂C/∂w  h1 -0.0226    h2 -0.02274   ∂C/∂b -0.0381

      Commit: every neuron changes its own weights
       ✓  h1   w  i1 0.1498  i2 0.1996  b 0.35
       ✓  h2   w  i1 0.2498  i2 0.2995  b 0.35
       ✓  o1   w  h1 0.3589  h2 0.4087  b 0.6
       ✓  o2   w  h1 0.5113  h2 0.5614  b 0.6
      "
    `);
  });

  test("tells the backward pass of the lecture's network in Chinese", () => {
    const events = eventsOf(lecture, [[1, -1]], [[1, 0]]);
    const backward = events.filter(
      ({ kind, ...event }) =>
        kind === "loss" ||
        kind === "error" ||
        kind === "delta" ||
        ("direction" in event && event.direction === "backward"),
    );
    expect(text(flowLines(backward, "zh"))).toMatchInlineSnapshot(`
      "
      损失函数：信号在此掉头
       ◆  L     L = 0.4168
       ◆  y.0   ∂L/∂a = -0.3823   目标值 1
       ◆  y.1   ∂L/∂a = 0.8291   目标值 0

      反向传播：误差信号流回上游
       ▲  y.0           δ = 0.2361 · -0.3823 = -0.09028
       ▲  y.1           δ = 0.1417 · 0.8291 = 0.1175
       ▲  g.0 ◀── y.0   δ -0.09028 · w  3 = -0.2708
       ▲  g.0 ◀── y.1   δ  0.1175  · w -1 = -0.1175
       ▲  g.0           δ = 0.1179 · (-0.2708 - 0.1175) = -0.04576
       ▲  g.1 ◀── y.0   δ -0.09028 · w -1 =  0.09028
       ▲  g.1 ◀── y.1   δ  0.1175  · w  4 =  0.4699
       ▲  g.1           δ = 0.09847 · (0.09028 + 0.4699) = 0.05516
       ▲  h.0 ◀── g.0   δ -0.04576 · w  2 = -0.09153
       ▲  h.0 ◀── g.1   δ  0.05516 · w -2 = -0.1103
       ▲  h.0           δ = 0.01766 · (-0.09153 - 0.1103) = -0.003565
       ▲  h.1 ◀── g.0   δ -0.04576 · w -1 =  0.04576
       ▲  h.1 ◀── g.1   δ  0.05516 · w -1 = -0.05516
       ▲  h.1           δ = 0.105 · (0.04576 - 0.05516) = -0.0009867
      "
    `);
  });

  test("says which batch, micro-batch and sample it tells of where there are several", () => {
    const inputs = [[0, 1], [1, 0], [1, 1]]; // prettier-ignore
    const events = eventsOf(mazur, inputs, inputs, { microBatch: 2, epochs: 2 });
    const headings = flowLines(events, "en", { columns: 120 }).filter((line) => /^[A-Z]/.test(line));
    const notes = headings.map((heading) => heading.replace(/^(\w+).*?(\(.*)?$/, "$1 $2").trim());
    // One micro-batch enters a tick, so that neighbours are one step apart (inputs, h, o; loss; o, h):
    //   0   inputs  h       o       loss    o  h
    //   1           inputs  h       o       loss  o  h
    const pass = (batch: number): string[] => [
      ...[
        ["Forward", 0],
        ["Forward", 1],
        ["Forward", 0],
        ["Forward", 1],
        ["Loss", 0],
        ["Forward", 1],
        ["Backward", 0],
        ["Loss", 1],
        ["Backward", 0],
        ["Backward", 1],
      ].map(([phase, microBatch]) =>
        microBatch === 0
          ? `${phase ?? ""} (batch ${batch}, micro-batch 0, the first of 2 samples)`
          : `${phase ?? ""} (batch ${batch}, micro-batch 1)`,
      ),
      `Gradient (batch ${batch})`,
      `Commit (batch ${batch})`,
    ];
    expect(notes).toEqual([...pass(0), ...pass(1)]);
  });

  test("breaks lines at 40 columns and keeps the gutter of each event", () => {
    const lines = flowLines(mazurStep, "en", { columns: 40 });
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => /^ [▼◆▲×✓] /.test(line))).toHaveLength(toldOf(mazurStep).length);
  });

  test("never writes a line wider than asked for, whatever the network", () => {
    fc.assert(
      fc.property(fc.nat(1999), fc.integer({ min: 40, max: 120 }), (seed, columns) => {
        const { file, samples } = randomNetwork(seed);
        const events = eventsOf(parseNetwork(file), samples.inputs, samples.targets);
        const lines = flowLines(events, "en", { columns });
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
        expect(lines.filter((line) => /^ [▼◆▲×✓] /.test(line)).length).toBeGreaterThanOrEqual(
          toldOf(events).length,
        );
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test("of nothing is nothing", () => {
    expect(flowLines([], "en")).toEqual([]);
  });
});

describe("flowFrames", () => {
  const draw = createFrameDrawer(mazur, "en", { columns: 80, rows: 24 });
  const frameAt = (n: number): string => {
    const frame = [...flowFrames(mazur, mazurStep, "en")][n];
    if (frame === undefined) throw new Error(`no frame ${n}`);
    return `\n${draw(frame, 0.5).trimEnd()}\n`;
  };

  test("shows the message on its way, and under it the sum so far", () => {
    expect(frameAt(3)).toMatchInlineSnapshot(`
      "
      Forward pass: activations flow down
      ╭─ i1 ────────╮               ╭─ h1 ────────╮               ╭─ o1 ────────╮
      │ x 0.05      │┈┈┈┈┈┈┈┈┈ 0.15▶│ z ·         │┈┈┈┈┈┈┈┈┈  0.4▶│ z ·         │─▶ L
      │             │⠄      ⢀⡤  0.2▶│ a ·         │⠄       ⠄ 0.45▶│ a ·         │
      ╰─────────────╯  ⠁⠄ ⢀⠔⠉       ╰─────────────╯  ⠁⠄   ⠁       ╰─────────────╯
                         ⡰⠋ ●                          ⠠⠈
      ╭─ i2 ────────╮  ⣠⠎ ⠈         ╭─ h2 ────────╮   ⠄ ⠈         ╭─ o2 ────────╮
      │ x 0.1       │⠤⠊⠁    ⠁⠄ 0.25▶│ z ·         │⠄ ⠁    ⠁⠄  0.5▶│ z ·         │─▶ L
      │             │┈┈┈┈┈┈┈┈┈  0.3▶│ a ·         │┈┈┈┈┈┈┈┈┈ 0.55▶│ a ·         │
      ╰─────────────╯               ╰─────────────╯               ╰─────────────╯

      h1 hears a = 0.1 from i2 and multiplies it by w = 0.2: 0.02


      h1   i1  a 0.05 · w 0.15 =  0.0075
           i2  a 0.1  · w 0.2  =  0.02
      "
    `);
  });

  test("shows the finished sum of a neuron on the way down", () => {
    expect(frameAt(4)).toMatchInlineSnapshot(`
      "
      Forward pass: activations flow down
      ╭─ i1 ────────╮               ┏━ h1 ━━━━━━━━┓               ╭─ o1 ────────╮
      │ x 0.05      │───────── 0.15▶┃ z 0.3775    ┃─────────  0.4▶│ z ·         │─▶ L
      │             │⠤⡀     ⢀⡤  0.2▶┃ a 0.5933    ┃⠤⡀     ⢀⡤ 0.45▶│ a ·         │
      ╰─────────────╯ ⠈⠳⡄ ⢀⠔⠉       ┗━━━━━━━━━━━━━┛ ⠈⠳⡄ ⢀⠔⠉       ╰─────────────╯
                        ⠈⣲⡋                           ⠈⣲⡋
      ╭─ i2 ────────╮  ⣠⠎ ⠙⢄        ╭─ h2 ────────╮  ⣠⠎ ⠙⢄        ╭─ o2 ────────╮
      │ x 0.1       │⠤⠊⠁    ⠙⠦ 0.25▶│ z ·         │⠤⠊⠁    ⠙⠦  0.5▶│ z ·         │─▶ L
      │             │─────────  0.3▶│ a ·         │───────── 0.55▶│ a ·         │
      ╰─────────────╯               ╰─────────────╯               ╰─────────────╯

      h1 has all its inputs: z = 0.35 + Σ w·a = 0.3775, a = σ(z) = 0.5933, gain σ'(z)
      = 0.2413 kept for the way back

      h1   i1    a 0.05 · w 0.15 =  0.0075
           i2    a 0.1  · w 0.2  =  0.02
           bias                     0.35
           z = 0.3775   a = σ(z) = 0.5933   gain σ'(z) = 0.2413
      "
    `);
  });

  test("shows the error signals of a neuron, their sum and its gain on the way up", () => {
    expect(frameAt(21)).toMatchInlineSnapshot(`
      "
      Backward pass: error signals flow back up
      ╭─ i1 ────────╮                ╱━ h1 ━━━━━━━┓                ╱─ o1 ───────╮
      │ x 0.05      │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╱ δ 0.008771  ┃◀0.4  ╌╌╌╌╌╌╌╌╌╱ δ 0.1385    │◀─ L
      │             │⠄⢀            ⠄╲ σ' 0.2413   ┃◀0.5  ⠤⡀     ⢀⡤╲ σ' 0.1868   │
      ╰─────────────╯   ⠐ ⡀   ⢀ ⠂⠈   ╲━━━━━━━━━━━━┛       ⠈⠡⡄ ⢀⠄⠈  ╲────────────╯
                           ⢐ ⡂                              ⠈⡂⡋
      ╭─ i2 ────────╮   ⢀ ⠂   ⠐ ⡀    ╱─ h2 ───────╮        ⠠⠎ ⠙⠄   ╱─ o2 ───────╮
      │ x 0.1       │⠄⠐          ⠈ ⠄╱ δ ·         │◀0.45 ⠤⠊⠁    ⠘⠦╱ δ -0.0381   │◀─ L
      │             │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈╲ σ' 0.2406   │◀0.55 ╌╌╌╌╌╌╌╌╌╲ σ' 0.1755   │
      ╰─────────────╯                ╲────────────╯                ╲────────────╯

      h1 has all its error signals: δ = gain · sum = 0.2413 · 0.03635 = 0.008771


      h1   o1   δ  0.1385 · w 0.4 =   0.0554
           o2   δ -0.0381 · w 0.5 =  -0.01905
           sum                        0.03635
           δ = gain · sum = 0.2413 · 0.03635 = 0.008771
      "
    `);
  });

  test("shows the new weights once they are committed", () => {
    expect(frameAt(32)).toMatchInlineSnapshot(`
      "
      Commit: every neuron changes its own weights
      ╭─ i1 ────────╮               ╭─ h1 ────────╮               ╭─ o1 ────────╮
      │ x 0.05      │─────── 0.1498▶│ z 0.3775    │─────── 0.3589▶│ z 1.106     │─▶ L
      │             │⢄⡀   ⢀⡠ 0.1996▶│ a 0.5933    │⢄⡀   ⢀⡠ 0.4087▶│ a 0.7514    │
      ╰─────────────╯ ⠑⣄ ⣠⠊         ╰─────────────╯ ⠑⣄ ⣠⠊         ╰─────────────╯
                       ⠈⣲⠁                           ⠈⣲⠁
      ╭─ i2 ────────╮ ⢀⠞ ⠳⡀         ╭─ h2 ────────╮ ⢀⠞ ⠳⡀         ┏━ o2 ━━━━━━━━┓
      │ x 0.1       │⠔⠃   ⠘⠢ 0.2498▶│ z 0.3925    │⠔⠃   ⠘⠢ 0.5113▶┃ z 1.225     ┃─▶ L
      │             │─────── 0.2995▶│ a 0.5969    │─────── 0.5614▶┃ a 0.7729    ┃
      ╰─────────────╯               ╰─────────────╯               ┗━━━━━━━━━━━━━┛

      o2 commits version 1: w = 0.5113 (from h1), 0.5614 (from h2); b = 0.6
      "
    `);
  });

  test("are all equally high, and fit into the terminal", () => {
    for (const [columns, rows] of [
      [80, 23],
      [120, 50],
      [40, 23],
      [30, 10],
    ] as const) {
      const drawFrame = createFrameDrawer(lecture, "zh", { columns, rows });
      const frames = [...flowFrames(lecture, eventsOf(lecture, [[1, -1]], [[1, 0]]), "zh")];
      const pictures = frames.map((frame) => drawFrame(frame, 0.5).split("\n"));
      const heights = new Set(pictures.map((lines) => lines.length));
      expect(Math.max(...heights)).toBeLessThanOrEqual(rows);
      if (columns >= 80) expect(heights.size).toBe(1);
      expect(Math.max(...pictures.flat().map(widthOf))).toBeLessThanOrEqual(columns);
    }
  });

  test("know the gains of a backward pass whose forward pass they have not seen", () => {
    const backward = mazurStep.filter(({ kind, n }) => n >= 16 && (kind === "deliver" || kind === "delta"));
    const [first] = flowFrames(mazur, backward, "en");
    expect(first?.neurons.get("h1")).toEqual({ gain: 0.24130070857232525 });
    expect(first?.neurons.get("o1")).toEqual({ gain: 0.18681560180895948, delta: 0.13849856162855698 });
  });

  test("forget what was known in the batch before", () => {
    const frames = [...flowFrames(mazur, eventsOf(mazur, [[1, 2]], [[0, 1]], { epochs: 2 }), "en")];
    const second = frames.find(({ event }) => event.batch === 1);
    expect([...(second?.neurons ?? [])]).toEqual([["i1", { a: 1 }]]);
  });

  test("multiply by the weights that a commit has left, once it has come", () => {
    const last = [...flowFrames(mazur, mazurStep, "en")].at(-1);
    expect(last?.weights.forward.get("h1→o1")).toBe(0.35891647971788465);
    expect(last?.weights.backward.get("h1→o1")).toBe(0.35891647971788465);
    const first = flowFrames(mazur, mazurStep, "en").next().value;
    expect(first?.weights.forward.get("h1→o1")).toBe(0.4);
  });
});

describe("stillFlow", () => {
  const options = { columns: 80, paint: plainPaint };

  test("draws the network above the first forward and the first backward pass only", () => {
    const twice = eventsOf(mazur, [[1, 2]], [[0, 1]], { epochs: 2 });
    const boxed = stillFlow(mazur, twice, "en", options).map((block) =>
      block.some((line) => /[╭╱]─ h1 ─/.test(line)),
    );
    expect(boxed).toEqual([true, false, true, false, false, false, false, false, false, false]);
  });

  test("draws the network alone where nothing happens", () => {
    const none: TraceEvent[] = [];
    const [block, ...others] = stillFlow(mazur, none, "en", options);
    expect(others).toEqual([]);
    expect(block?.join("\n")).toContain("sigmoid");
  });
});
