const pageBytes = 65536;
const mostPages = 65536;
/** A cache line; a block never shares one with another. */
const alignment = 64;
/** Kernels may read so far beyond the end of a vector (see assembly/sums.ts). */
const slack = 16;

/**
 * The memory of a WebAssembly module, given out in blocks. It is a shared one, though one thread uses it: growing leaves
 * every view of it in place, where that of an unshared memory would end up empty. Pages cost nothing until they are written.
 */
export class WasmMemory {
  readonly memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared: true });
  /** Where what has never been given out begins. Address 0 stays free: it stands for nothing elsewhere, and sums start there from +0. */
  #end = alignment;
  /** By address: the bytes of each block that was given out. */
  readonly #sizes = new Map<number, number>();
  readonly #free: number[] = [];

  get buffer(): SharedArrayBuffer {
    return this.memory.buffer;
  }

  /**
   * The address of `bytes` bytes, all 0.
   * @throws RangeError if there is no room for them
   */
  allocate(bytes: number): number {
    const size = Math.ceil((bytes + slack) / alignment) * alignment;
    return this.#reuse(size) ?? this.#append(size);
  }

  /** The block at this address may be given out again. What was given out elsewhere, or is back already, changes nothing. */
  release(address: number): void {
    if (this.#sizes.has(address) && !this.#free.includes(address)) this.#free.push(address);
  }

  /** The smallest free block that is large enough, and not so large that most of it would be lost. */
  #reuse(size: number): number | undefined {
    let best = -1;
    for (let i = 0; i < this.#free.length; i++) {
      const there = this.#sizeOf(i);
      if (there >= size && there <= 2 * size && (best < 0 || there < this.#sizeOf(best))) best = i;
    }
    if (best < 0) return undefined;
    const [address] = this.#free.splice(best, 1);
    if (address !== undefined) new Uint8Array(this.memory.buffer, address, size).fill(0);
    return address;
  }

  #append(size: number): number {
    const address = this.#end;
    const missing = address + size - this.memory.buffer.byteLength;
    if (missing > 0) this.#grow(Math.ceil(missing / pageBytes), size);
    this.#end += size;
    this.#sizes.set(address, size);
    return address;
  }

  #grow(pages: number, size: number): void {
    try {
      this.memory.grow(pages);
    } catch (cause) {
      const [used, most] = [this.#end, mostPages * pageBytes].map((bytes) => Math.round(bytes / 1e6));
      throw new RangeError(
        `memory: expected the numbers of a network to fit into ${String(most)} MB; ` +
          `got ${String(Math.round(size / 1e6))} MB more than the ${String(used)} MB that are in use`,
        { cause },
      );
    }
  }

  #sizeOf(free: number): number {
    return this.#sizes.get(this.#free[free] ?? -1) ?? 0;
  }
}
