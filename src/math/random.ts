/**
 * A stream of random numbers with a fixed course for each (seed, domain).
 * What one domain draws never moves what another one draws: "weights/h" and "shuffle/3" are independent streams.
 */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  readonly uniform: () => number;
  /**
   * The next `count` numbers that `uniform` would give, many at a time and so several times as fast: the first `count` places of an array
   * that the next call writes anew.
   */
  readonly uniforms: (count: number) => Float64Array;
  /** Standard normal (Marsaglia and Bray 1964, polar method; the second number of a pair is not kept). */
  readonly normal: () => number;
  /** Uniform in 0 … limit − 1. */
  readonly integer: (limit: number) => number;
}

/** xoshiro128** 1.1 (Blackman and Vigna 2018), seeded by a hash of the seed and the domain's name. */
export function random(seed: number, domain: string): Random {
  const mix = splitMix(hash(`${String(seed)}/${domain}`));
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];

  const bits32 = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
  const uniform = (): number => ((bits32() >>> 5) * 67108864 + (bits32() >>> 6)) / 9007199254740992;
  let many = new Float64Array(0);
  const uniforms = (count: number): Float64Array => {
    if (many.length < count) many = new Float64Array(count);
    // The same steps as above, on variables of this call alone, which the engine keeps in registers.
    let [e, f, g, h] = [a, b, c, d];
    let upper = 0;
    for (let half = 0; half < 2 * count; half++) {
      const bits = Math.imul(rotate(Math.imul(f, 5), 7), 9) >>> 0;
      const shifted = f << 9;
      g ^= e;
      h ^= f;
      f ^= g;
      e ^= h;
      g ^= shifted;
      h = rotate(h, 11);
      if (half % 2 === 0) upper = bits >>> 5;
      else many[half >> 1] = (upper * 67108864 + (bits >>> 6)) / 9007199254740992;
    }
    [a, b, c, d] = [e, f, g, h];
    return many;
  };
  const normal = (): number => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };
  return { uniform, uniforms, normal, integer: (limit) => Math.floor(uniform() * limit) };
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/** FNV-1a over UTF-16 units: spreads seeds and names over 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** splitmix32: four unlike words of state from one word of seed. */
function splitMix(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + golden) | 0;
    return mixed(state);
  };
}

const golden = 0x9e3779b9;

function mixed(state: number): number {
  let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

/**
 * Uniform in [0, 1), 32 bits: the number that stands at `place` (0, 1, …) of the course of splitmix32 from `key` on, without a walk
 * there.
 */
export function uniformAt(key: number, place: number): number {
  return (mixed((key + Math.imul(place + 1, golden)) | 0) >>> 0) / 4294967296;
}
