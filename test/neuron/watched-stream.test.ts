import { config, map, take } from "rxjs";
import { describe, expect, it } from "vitest";
import { WatchedStream } from "../../src/neuron/watched-stream.ts";

function streamOf() {
  const watch = { watchers: 0 };
  return { watch, stream: new WatchedStream<number>(watch) };
}

describe("a watched stream", () => {
  it("tells every listener, in the order in which they came, and counts them", () => {
    const { watch, stream } = streamOf();
    const heard: string[] = [];
    const [one, other] = ["a", "b"].map((name) => stream.stream$.subscribe((n) => heard.push(`${name}${n}`)));
    expect(watch.watchers).toBe(2);
    stream.next(1);
    one?.unsubscribe();
    stream.next(2);
    expect(heard).toEqual(["a1", "b1", "b2"]);
    expect([watch.watchers, stream.observed]).toEqual([1, true]);
    other?.unsubscribe();
    expect([watch.watchers, stream.observed]).toEqual([0, false]);
  });

  it("counts a listener out that has heard enough", () => {
    const { watch, stream } = streamOf();
    const heard: number[] = [];
    const doubled = stream.stream$.pipe(
      map((n) => 2 * n),
      take(2),
    );
    doubled.subscribe((n) => heard.push(n));
    for (const n of [1, 2, 3]) stream.next(n);
    expect(heard).toEqual([2, 4]);
    expect([watch.watchers, stream.observed]).toEqual([0, false]);
  });

  it("tells who leaves in the middle of a message nothing more, and who comes in the middle the next one", () => {
    const { stream } = streamOf();
    const heard: string[] = [];
    const comeLate = () => stream.stream$.subscribe((n) => heard.push(`late ${n}`));
    stream.stream$.pipe(take(1)).subscribe(() => {
      comeLate();
      second.unsubscribe();
    });
    const second = stream.stream$.subscribe((n) => heard.push(`second ${n}`));
    stream.stream$.subscribe((n) => heard.push(`third ${n}`));
    stream.next(1);
    stream.next(2);
    expect(heard).toEqual(["third 1", "third 2", "late 2"]);
  });

  it("goes on telling the others where one throws, which is reported", async () => {
    const { stream } = streamOf();
    const heard: number[] = [];
    const reported = new Promise((resolve) => (config.onUnhandledError = resolve));
    stream.stream$.subscribe(() => {
      throw new Error("no");
    });
    stream.stream$.subscribe((n) => heard.push(n));
    expect(() => stream.next(1)).not.toThrow();
    expect(heard).toEqual([1]);
    expect(await reported).toEqual(new Error("no"));
    config.onUnhandledError = null;
  });
});
