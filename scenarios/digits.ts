import { filter, map, scan, tap } from "rxjs";
import { drawGlyph, generateSet, Network, parseNetwork, scenario, sliceSamples } from "../src/index.ts";
import type { EpochProgress } from "../src/index.ts";

const head = { format: "counterflow-network", version: 1, loss: "softmax-cross-entropy" };

export const digits = scenario(import.meta.url, {
  name: "digits",
  summary: "learns to read digits: generated ones, or MNIST's if --images and --labels name its files",
  options: [
    { name: "images", help: "file of images in MNIST's format, of which 4/5 are learned", fallback: "" },
    { name: "labels", help: "file of their labels", fallback: "" },
    { name: "samples", help: "how many digits are generated to learn from", fallback: "2000" },
    { name: "hidden", help: "how many hidden neurons", fallback: "30" },
    { name: "epochs", help: "how often each digit is seen", fallback: "10" },
    { name: "seed", help: "seed of digits, first weights and shuffles", fallback: "1" },
  ],
  async run(screen) {
    const numbers = ["samples", "hidden", "epochs", "seed"].map(screen.option).map(Number);
    const [samples = 0, hidden = 0, epochs = 0, seed = 0] = numbers;
    const files = `${screen.option("images")},${screen.option("labels")}`;
    // Only Node can read files, so what reads them is not in the index, and is loaded only when it is needed.
    const all =
      files === ","
        ? generateSet(`glyphs:samples=${samples + 1000},seed=${seed}`)
        : (await import("../src/files/read-samples.ts")).readSamples(files);
    const cut = files === "," ? samples : Math.floor(0.8 * all.count);
    const [seen, unseen] = [sliceSamples(all, 0, cut), sliceSamples(all, cut, all.count)];
    const layers = [{ id: "x", size: all.inputWidth }, { id: "h", size: hidden, activation: "sigmoid" }, { id: "y", size: 10, activation: "identity" }]; // prettier-ignore
    const network = new Network(parseNetwork({ ...head, seed, layers }), screen.computing);
    const learningRate = { kind: "cosine", rate: 0.5, commits: epochs * Math.ceil(cut / 10) || 1 } as const;
    const training = { epochs, batchSize: 10, learningRate, shuffle: seed, validation: unseen };

    await screen.heading(`${hidden} hidden neurons, ${cut} digits to learn from, ${all.count - cut} others`);
    const losses: number[] = [];
    const lines$ = network.train(seen, { ...training, pause: screen.pause }).pipe(
      tap(({ kind, loss }) => kind === "batch" && losses.push(loss)),
      filter((progress): progress is EpochProgress => progress.kind === "epoch"),
      scan((lines, progress) => [...lines, caption(progress)], [] as string[]),
      map((lines) => lines.join("\n")),
    );
    await screen.live(lines$);
    await screen.curve("loss of each batch", losses);

    const { outputs } = network.predict(unseen);
    const read = (i: number): number => largest(outputs, i);
    const written = (i: number): number => largest(unseen.targets, i);
    const others = Array.from({ length: unseen.count }, (_, i) => i);
    const wrong = others.filter((i) => read(i) !== written(i));
    await screen.heading(`${others.length - wrong.length} of the ${others.length} others are read rightly`);
    for (const i of [0, ...wrong.slice(0, 2)]) {
      const pixels = unseen.inputs.subarray(i * unseen.inputWidth, (i + 1) * unseen.inputWidth);
      const glyph = drawGlyph(pixels, Math.sqrt(unseen.inputWidth));
      await screen.print([`Written ${written(i)}, read as ${read(i)}:`, ...glyph].join("\n  "));
    }
    const ten = Array.from({ length: 10 }, (_, digit) => digit);
    const times = (w: number, r: number) => others.filter((i) => written(i) === w && read(i) === r).length;
    const rows = ten.map((w) => [`${w}`, ...ten.map((r) => `${times(w, r)}`)]);
    await screen.table(["written, read as", ...ten.map(String)], rows);
  },
});

/** Which of ten numbers is the largest, in row `i`. */
function largest(rows: Float64Array, i: number): number {
  const row = rows.subarray(10 * i, 10 * i + 10);
  return row.indexOf(Math.max(...row));
}

function caption({ epoch, loss, accuracy, validation }: EpochProgress): string {
  const [learned, others] = [accuracy, validation?.accuracy].map((share = NaN) => (100 * share).toFixed(2));
  return `  epoch ${epoch + 1}: loss ${loss.toFixed(4)}, right ${learned} % (others ${others} %)`;
}
