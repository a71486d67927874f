/**
 * A stream of random numbers with a fixed course for each (seed, domain).
 * What one domain draws never moves what another one draws: "weights/h" and "shuffle/3" are independent streams.
 */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  readonly uniform: () => number;
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
  const normal = (): number => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
    }
  };
  return { uniform, normal, integer: (limit) => Math.floor(uniform() * limit) };
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
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}
