import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { views } from "../../src/view/views.ts";
import { widthOf } from "../../src/view/terminal/text-width.ts";
import { mazurNetwork, mazurSamples } from "../oracle/published.ts";
import { command, type Outcome, start } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "counterflow-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const network = write("mazur.json", JSON.stringify(mazurNetwork));
const samples = write("samples.json", JSON.stringify(mazurSamples));
const trace = join(folder, "mazur.jsonl");
const train = (...words: readonly string[]): Promise<Outcome> =>
  command(
    "train",
    network,
    samples,
    "--epochs",
    "3",
    "--batch-size",
    "1",
    "--learning-rate",
    "0.5",
    ...words,
  );

beforeAll(async () => {
  expect((await train("--trace", trace)).code).toBe(0);
});

describe("--trace", () => {
  it("of gradients and of train changes nothing in what they print", async () => {
    const other = join(folder, "other.jsonl");
    expect(await train("--trace", other, "--json")).toEqual(await train("--json"));
    expect(readFileSync(other, "utf8")).toBe(readFileSync(trace, "utf8"));
    const gradients = await command("gradients", network, samples, "--trace", other);
    expect(gradients).toEqual(await command("gradients", network, samples));
    expect((await command("trace", "verify", other)).code).toBe(0);
  });

  it.each(["synapse", "neuron", "population", "commit"])("at the level %s can be verified", async (level) => {
    const file = join(folder, `${level}.jsonl`);
    await train("--trace", file, "--trace-level", level);
    expect(await command("trace", "verify", file)).toMatchObject({ code: 0, stderr: "" });
  });

  it("ends with why the run ended where it fails", async () => {
    const file = join(folder, "failed.jsonl");
    const wild = write("wild.json", JSON.stringify({ inputs: [[1e200, 1e200]], targets: [[0, 1e200]] }));
    const { code } = await command("train", network, wild, "--epochs", "1", "--trace", file);
    expect(code).toBe(4);
    expect(readFileSync(file, "utf8").trimEnd().split("\n").at(-1)).toContain("expected a finite");
  });

  it("refuses a place that cannot be written before anything is run", async () => {
    const outcome = await train("--trace", join(folder, "none", "t.jsonl"));
    expect(outcome).toMatchObject({ code: 3, stdout: "" });
    expect(outcome.stderr).toContain("expected a place to write a file; got no such folder");
  });

  it("is what is left, without its end, when the process is killed", async () => {
    const file = join(folder, "killed.jsonl");
    const words = ["train", network, samples, "--epochs", "1000000", "--batch-size", "1", "--trace", file];
    const { child, ended } = start(folder, ...words);
    const grown = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!existsSync(file) || readFileSync(file).length < 3_000_000) return;
        clearInterval(look);
        resolve();
      }, 20);
    });
    await grown;
    child.kill("SIGKILL");
    await ended;
    const { code, stdout } = await command("trace", "verify", file);
    expect(code).toBe(5);
    expect(stdout.split("\n")[1]).toMatch(/line \d+: .*(end|JSON)/);
  });
});

describe("trace verify", () => {
  it("says that all holds, and how much that was", async () => {
    const events = readFileSync(trace, "utf8").trimEnd().split("\n").length - 1;
    expect(await command("trace", "verify", trace)).toEqual({
      code: 0,
      stdout:
        `${trace}: ${events} events, each derived again from its parents: all hold\n` +
        "taken as given: train.settings (1), feed.values (6), loss.targets (3)\n",
      stderr: "",
    });
    expect(JSON.parse((await command("trace", "verify", trace, "--json")).stdout)).toEqual({
      events,
      violations: [],
      unchecked: [
        { field: "train.settings", events: 1, reason: "comes from outside" },
        { field: "feed.values", events: 6, reason: "comes from outside" },
        { field: "loss.targets", events: 3, reason: "comes from outside" },
      ],
    });
  });

  it("says what it cannot check of a trace that tells less", async () => {
    const file = join(folder, "few.jsonl");
    await train("--trace", file, "--trace-level", "commit");
    const { code, stdout } = await command("trace", "verify", file);
    expect(code).toBe(0);
    expect(stdout).toContain("as far as those are recorded: all that can be checked hold\n");
    expect(stdout).toMatch(
      /\nnot checked, as what it follows from is not recorded: .*gradient\.weights \(12\)/,
    );
  });

  it("names the first event that is wrong, and ends with 5", async () => {
    const broken = write(
      "broken.jsonl",
      readFileSync(trace, "utf8").replace('"z":[0.3775]', '"z":[0.37750000000000006]'),
    );
    const { code, stdout } = await command("trace", "verify", broken);
    expect(code).toBe(5);
    expect(stdout.split("\n")[1]).toMatch(/^line 8: .*h1.*0\.3775/);
    const found = JSON.parse((await command("trace", "verify", broken, "--json")).stdout) as {
      violations: { n: number }[];
    };
    expect(found.violations[0]?.n).toBe(6);
  });

  it("reads the file as its lines come: a directory or nothing is bad input", async () => {
    expect(await command("trace", "verify", folder)).toMatchObject({ code: 3 });
    expect(await command("trace", "verify", join(folder, "none"))).toMatchObject({ code: 3 });
  });
});

describe("trace show", () => {
  const drawn = views.filter(({ forms }) => forms.includes("text")).map(({ name }) => name);

  it.each(drawn)("draws %s in at most 80 columns", async (view) => {
    const { code, stdout, stderr } = await command("trace", "show", trace, "--view", view);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.length).toBeGreaterThan(100);
    expect(Math.max(...stdout.split("\n").map(widthOf))).toBeLessThanOrEqual(80);
  });

  it("shows flow unless told otherwise, the part that is asked for, in the language that is asked for", async () => {
    const { stdout } = await command(
      "trace",
      "show",
      trace,
      "--batch",
      "1",
      "--phase",
      "backward",
      "--neuron",
      "h1",
      "--lang",
      "zh",
    );
    expect(stdout).toContain("反向传播");
    expect(stdout).not.toContain("正向传播");
  });

  it.each([
    [["--view", "gant"], '--view: expected one of network, reversed, overlay, flow, marbles, space-time, gantt, sequence, curves, histogram, paths; got "gant" (did you mean "gantt"?)'],
    [["--phase", "up"], '--phase: expected one of start, forward, loss, backward, gradient, commit, end; got "up"'],
    [["--batch", "3:1"], '--batch: expected N, or FROM:TO with FROM below TO; got "3:1"'],
    [["--sample", "x"], '--sample: expected a whole number from 0 on; got "x"'],
  ])("refuses %j", async (words, message) => {
    const { code, stderr } = await command("trace", "show", trace, ...words);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `${message}\n` });
  }); // prettier-ignore
});

describe("trace export", () => {
  it.each([
    ["svg", "<svg "],
    ["html", "<!doctype html>"],
    ["mermaid", "sequenceDiagram"],
    ["dot", "digraph"],
    ["text", "Forward pass"],
    ["perfetto", '{"displayTimeUnit":'],
    ["shiviz", ""],
    ["csv", "n,t,kind"],
    ["jsonl", '{"format":"counterflow-trace"'],
  ])("writes %s, to a file or to standard output", async (format, beginning) => {
    const { code, stdout, stderr } = await command("trace", "export", trace, "--format", format);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.slice(0, beginning.length).toLowerCase()).toBe(beginning.toLowerCase());
    const out = join(folder, `out.${format}`);
    expect(await command("trace", "export", trace, "--format", format, "--out", out)).toMatchObject({
      code: 0,
      stdout: "",
    });
    expect(readFileSync(out, "utf8")).toBe(stdout);
  });

  it("as jsonl is the trace's own file", async () => {
    const { stdout } = await command("trace", "export", trace, "--format", "jsonl");
    expect(stdout).toBe(readFileSync(trace, "utf8"));
  });

  it("draws every view that has a form in that form", async () => {
    for (const { name, forms } of views) {
      for (const form of forms) {
        const { code } = await command("trace", "export", trace, "--format", form, "--view", name);
        expect(`${name} ${form} ${code}`).toBe(`${name} ${form} 0`);
      }
    }
  });

  it("refuses a format that is none, and writes nothing", async () => {
    const before = readdirSync(folder).length;
    const { code, stderr } = await command(
      "trace",
      "export",
      trace,
      "--format",
      "pdf",
      "--out",
      join(folder, "x.pdf"),
    );
    expect(code).toBe(2);
    expect(stderr).toContain("--format: expected one of svg, text, mermaid, dot, html, ");
    expect(readdirSync(folder)).toHaveLength(before);
  });
});

describe("trace fork", () => {
  it("writes what happens with another weight: a trace that verifies and names its parent", async () => {
    const out = join(folder, "fork.jsonl");
    const words = ["--at", "12", "--change", "weight:h1:o2=0.9", "--out", out];
    expect(await command("trace", "fork", trace, ...words)).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(out, "utf8").split("\n")[0]).toContain('"fork":{"of":"');
    expect(await command("trace", "verify", out)).toMatchObject({ code: 0 });
  });

  it.each(["bias:h1=0.1", "activation:i1:0:0=0.7", "delta:o1:1:0=0.5"])(
    "verifies with %s changed",
    async (change) => {
      const out = join(folder, "fork.jsonl");
      const lines = readFileSync(trace, "utf8").split("\n");
      const after =
        { bias: '"train"', acti: '"feed","neuron":"i1"', delt: '"delta","neuron":"o1","batch":1' }[
          change.slice(0, 4)
        ] ?? "";
      const at = lines.findIndex((line) => line.includes(after)) - 1;
      const outcome = await command(
        "trace",
        "fork",
        trace,
        "--at",
        `${at}`,
        "--change",
        change,
        "--out",
        out,
      );
      expect(outcome).toMatchObject({ code: 0, stderr: "" });
      expect(await command("trace", "verify", out)).toMatchObject({ code: 0 });
    },
  );

  it("refuses a change that is none", async () => {
    const { code, stderr } = await command(
      "trace",
      "fork",
      trace,
      "--at",
      "1",
      "--change",
      "w=3",
      "--out",
      join(folder, "f"),
    );
    expect(code).toBe(2);
    expect(stderr).toContain("--change: expected weight:FROM:TO=VALUE");
  });
});

describe("a trace's file that somebody made", () => {
  it("is named with its line where it is none", async () => {
    writeFileSync(join(folder, "bad.jsonl"), "{}\n");
    const { code, stderr } = await command("trace", "show", join(folder, "bad.jsonl"));
    expect(code).toBe(3);
    expect(stderr).toContain("bad.jsonl: line 1: expected the header of a trace");
  });
});
