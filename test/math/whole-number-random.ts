// The published algorithms behind random(), in whole numbers of any length cut to 32 bits.

const mask = 0xffffffffn;

/** xoshiro128** 1.1 (https://prng.di.unimi.it/xoshiro128starstar.c) from a state of four words. */
export function xoshiro([s0, s1, s2, s3]: readonly [bigint, bigint, bigint, bigint]): () => bigint {
  const s = [s0, s1, s2, s3] as [bigint, bigint, bigint, bigint];
  return () => {
    const result = (rotate((s[1] * 5n) & mask, 7n) * 9n) & mask;
    const t = (s[1] << 9n) & mask;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 11n);
    return result;
  };
}

/** The four words that a seed and a domain give. */
export function stateOf(seed: number, domain: string): [bigint, bigint, bigint, bigint] {
  const next = splitMix(fnv1a(`${String(seed)}/${domain}`));
  return [next(), next(), next(), next()];
}

function rotate(x: bigint, k: bigint): bigint {
  return ((x << k) & mask) | (x >> (32n - k));
}

/** SplitMix with 32 bits of state and a two-round multiply-xorshift mixer. */
function splitMix(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9n) & mask;
    let z = ((state ^ (state >> 16n)) * 0x21f0aaadn) & mask;
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) & mask;
    return z ^ (z >> 15n);
  };
}

/** FNV-1a with 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), a character at a time. */
export function fnv1a(text: string): bigint {
  let hash = 2166136261n;
  for (const character of text) hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * 16777619n) & mask;
  return hash;
}
