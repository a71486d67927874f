import { describe, expect, it } from "vitest";
import { WasmMemory } from "../../../src/math/kernels/wasm-memory.ts";

const bytesAt = (memory: WasmMemory, address: number, length: number): Uint8Array =>
  new Uint8Array(memory.buffer, address, length);

describe("the memory of WebAssembly's kernels", () => {
  it("gives out places that share no cache line, and never the first one", () => {
    const memory = new WasmMemory();
    const places = [1, 64, 65, 8].map((bytes) => memory.allocate(bytes));
    expect(places[0]).toBeGreaterThan(0);
    for (const place of places) expect(place % 64).toBe(0);
    const ends = [1, 64, 65, 8].map((bytes, i) => (places[i] ?? 0) + bytes);
    places.slice(1).forEach((place, i) => expect(place).toBeGreaterThanOrEqual(ends[i] ?? Infinity));
  });

  it("grows without taking away what was given out before", () => {
    const memory = new WasmMemory();
    const first = bytesAt(memory, memory.allocate(4), 4);
    first.fill(7);
    const large = memory.allocate(10_000_000);
    bytesAt(memory, large, 10_000_000).fill(1);
    expect([...first]).toEqual([7, 7, 7, 7]);
    first.fill(9);
    expect([...bytesAt(memory, first.byteOffset, 4)]).toEqual([9, 9, 9, 9]);
  });

  it("leaves room to read beyond the end of the last block", () => {
    const memory = new WasmMemory();
    const bytes = 65536 - 64;
    const end = memory.allocate(bytes) + bytes;
    expect(memory.buffer.byteLength).toBeGreaterThanOrEqual(end + 15);
  });

  it("gives a place out again when it comes back, empty, to who needs about as much", () => {
    const memory = new WasmMemory();
    const [place, other] = [memory.allocate(1000), memory.allocate(1000)];
    bytesAt(memory, place, 1000).fill(5);
    memory.release(place);
    expect(memory.allocate(10)).toBeGreaterThan(other);
    expect(memory.allocate(900)).toBe(place);
    expect(bytesAt(memory, place, 900).every((byte) => byte === 0)).toBe(true);
    expect(memory.allocate(900)).not.toBe(place);
  });

  it("chooses the smallest of the places that are free and fit", () => {
    const memory = new WasmMemory();
    const [large, small] = [memory.allocate(1500), memory.allocate(1000)];
    for (const place of [large, small]) memory.release(place);
    expect(memory.allocate(990)).toBe(small);
  });

  it("takes back nothing that it has not given out", () => {
    const memory = new WasmMemory();
    memory.release(0);
    memory.release(640);
    const places = [memory.allocate(1), memory.allocate(1)];
    expect(new Set(places).size).toBe(2);
    expect(places).not.toContain(0);
  });

  it("gives a place that came back twice to one of two", () => {
    const memory = new WasmMemory();
    const place = memory.allocate(100);
    memory.release(place);
    memory.release(place);
    expect([memory.allocate(100), memory.allocate(100)].filter((each) => each === place)).toEqual([place]);
  });

  it("says how much there is where more is asked for", () => {
    const memory = new WasmMemory();
    expect(() => memory.allocate(5e9)).toThrow(
      /^memory: expected the numbers of a network to fit into 4295 MB; got 5000 MB more than the 0 MB that are in use$/,
    );
  });
});
