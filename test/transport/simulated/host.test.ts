import { describe, expect, it } from "vitest";
import { Host } from "../../../src/transport/simulated/host.ts";
import type { Letter } from "../../../src/transport/simulated/letter.ts";
import { word } from "../../../src/transport/simulated/letter.ts";

/** A neuron that hears two others forward and one backward; number 0, and the coordinator is number 9. */
function hostOf() {
  const log: string[] = [];
  const host = new Host(
    0,
    9,
    { forward: 2, backward: 1 },
    {
      tell: (_, task, microBatch) => log.push(`${task} ${microBatch}`),
      send: ({ kind, attempt, version, prepared }) =>
        log.push(`→ ${kind} ${attempt} v${version} p${prepared}`),
      microBatches: () => 1,
      placeOf: ({ edge }) => edge,
      isAddressed: ({ from }) => from === 1,
      isLearner: () => true,
      isLossy: () => false,
      note: (what) => log.push(what),
    },
  );
  const said = (act: () => void): string[] => {
    log.length = 0;
    act();
    return [...log];
  };
  const hear = (letter: Letter): string[] => said(() => host.accept(letter));
  return { host, hear, said };
}

const data = (attempt: number, direction: Letter["direction"], edge: number): Letter => ({
  ...word("prepare", 1, 0, { attempt, version: 0 }),
  kind: "data",
  direction,
  edge,
});
const asked = (kind: "prepare" | "commit", attempt: number, version = 0): Letter =>
  word(kind, 9, 0, { attempt, version });
const all = (attempt: number): Letter[] => [data(attempt, "forward", 0), data(attempt, "forward", 1), data(attempt, "backward", 0)]; // prettier-ignore

describe("a host", () => {
  it("tells its neuron when all is in, whatever the order, and once", () => {
    const { hear } = hostOf();
    expect(hear(data(1, "forward", 1))).toEqual(["applied"]);
    expect(hear(data(1, "forward", 1))).toEqual(["again"]);
    expect(hear(data(1, "forward", 0))).toEqual(["applied", "forward 0"]);
    expect(hear(data(1, "forward", 0))).toEqual(["again"]);
    expect(hear(data(1, "backward", 0))).toEqual(["applied", "backward 0"]);
  });

  it("begins anew with a newer attempt, and lets nothing of an older one in", () => {
    const { hear } = hostOf();
    hear(data(1, "forward", 0));
    expect(hear(data(2, "forward", 1))).toEqual(["applied"]);
    expect(hear(data(1, "forward", 1))).toEqual(["fenced"]);
    expect(hear(data(2, "forward", 0))).toEqual(["applied", "forward 0"]);
    expect(hear(asked("prepare", 1))).toEqual(["fenced"]);
  });

  it("forms its gradient once, and commits it once, however often it is asked", () => {
    const { hear } = hostOf();
    all(1).forEach(hear);
    expect(hear(asked("prepare", 1))).toEqual(["gradient 0", "prepared", "→ prepared 1 v0 p1"]);
    expect(hear(asked("prepare", 1))).toEqual(["→ prepared 1 v0 p1"]);
    expect(hear(asked("commit", 1, 1))).toEqual(["commit 0", "committed", "→ committed 1 v1 p1"]);
    expect(hear(asked("commit", 1, 1))).toEqual(["repeated", "→ committed 1 v1 p1"]);
  });

  it("prepares nothing before it has heard all", () => {
    const { hear } = hostOf();
    all(1).slice(1).forEach(hear);
    expect(hear(asked("prepare", 1))).toEqual(["stale"]);
  });

  it("that was down in the middle of an attempt says so, and takes no part in it any more", () => {
    const { host, hear, said } = hostOf();
    hear(data(1, "forward", 0));
    host.crash();
    expect(said(() => host.restart())).toEqual(["→ restarted 1 v0 p-1"]);
    expect(hear(data(1, "forward", 1))).toEqual(["stale"]);
    expect(hear(asked("prepare", 1))).toEqual(["forgotten", "→ lost 1 v0 p-1"]);
    all(2).forEach(hear);
    expect(hear(asked("prepare", 2))).toEqual(["gradient 0", "prepared", "→ prepared 2 v0 p2"]);
  });

  it("that was down after it had prepared still commits", () => {
    const { host, hear, said } = hostOf();
    all(1).forEach(hear);
    hear(asked("prepare", 1));
    host.crash();
    expect(said(() => host.restart())).toEqual(["→ restarted 1 v0 p1"]);
    expect(hear(asked("commit", 1, 1))).toEqual(["commit 0", "committed", "→ committed 1 v1 p1"]);
  });

  it("that was down after its commit does not commit again", () => {
    const { host, hear, said } = hostOf();
    all(1).forEach(hear);
    hear(asked("prepare", 1));
    hear(asked("commit", 1, 1));
    host.crash();
    expect(said(() => host.restart())).toEqual(["→ restarted 1 v1 p1"]);
    expect(hear(asked("commit", 1, 1))).toEqual(["repeated", "→ committed 1 v1 p1"]);
  });

  it("makes nothing of a message that is not addressed to it", () => {
    const { hear } = hostOf();
    expect(hear({ ...data(1, "forward", 0), from: 5 })).toEqual(["dead"]);
    expect(hear(data(1, "forward", 1))).toEqual(["applied"]);
  });

  it("refuses to commit what it has not prepared", () => {
    const { hear } = hostOf();
    all(1).forEach(hear);
    expect(hear(asked("commit", 1, 1))).toEqual(["unprepared"]);
  });
});
