import { describe, expect, it } from "vitest";
import { letters, parseOptions } from "./options.ts";
import { sections } from "./sections/sections.ts";

describe("the benchmark's options", () => {
  it("are seven rounds of everything unless they say otherwise", () => {
    expect(parseOptions([])).toMatchObject({
      only: letters,
      rounds: 7,
      quick: false,
      large: false,
      peers: true,
    });
  });

  it("choose parts, in the order in which they are told, each once", () => {
    expect(parseOptions(["--only", "d,a,d"]).only).toEqual(["a", "d"]);
  });

  it("are two rounds of a quick run, but for a number that is given", () => {
    expect(parseOptions(["--quick"]).rounds).toBe(2);
    expect(parseOptions(["--quick", "--rounds", "3"]).rounds).toBe(3);
  });

  it("take peers out and a large network in", () => {
    expect(parseOptions(["--no-peers", "--large"])).toMatchObject({ peers: false, large: true });
  });

  it.each([
    [["--only", "a,z"], '--only: expected one of a, b, c, d, e, f, g, h, i, j; got "z"'],
    [["--only", ""], '--only: expected one of a, b, c, d, e, f, g, h, i, j; got ""'],
    [["--rounds", "0"], '--rounds: expected a whole number from 1 on; got "0"'],
    [["--rounds", "2", "--rounds", "3"], "--rounds: expected one value; got another one"],
    [["--json", ""], '--json: expected a text; got ""'],
  ])("%j: %s", (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(new RangeError(message));
  });
});

describe("the parts of the benchmark", () => {
  it("are one a letter, in their order", () => {
    expect(sections.map(({ letter }) => letter)).toEqual([...letters]);
  });

  it("name each heat once, after their letter", () => {
    const options = parseOptions(["--large"]);
    const heats = sections.flatMap((section) =>
      section.heats({ options, peers: ["synaptic"] }).map(({ id }) => ({ id, letter: section.letter })),
    );
    expect(new Set(heats.map(({ id }) => id)).size).toBe(heats.length);
    for (const { id, letter } of heats) expect(id.startsWith(letter)).toBe(true);
  });

  it("tell every bar as not measured before anything has run, and draw no table that needs a number", () => {
    for (const section of sections) {
      expect(section.bars(new Map()).filter(({ holds }) => holds !== undefined)).toEqual([]);
      expect(() => section.tables(new Map())).not.toThrow();
    }
  });
});
