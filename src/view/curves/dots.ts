/** How a line of dots is broken: so many dots, then so many left out, and again. */
export interface Pattern {
  readonly on: number;
  readonly off: number;
}

/** Told apart without colour, and still one line each. */
const patterns: readonly Pattern[] = [
  { on: 1, off: 0 },
  { on: 1, off: 1 },
  { on: 3, off: 2 },
  { on: 1, off: 3 },
  { on: 6, off: 2 },
  { on: 2, off: 1 },
  { on: 4, off: 4 },
  { on: 1, off: 2 },
];

export function patternOf(line: number): Pattern {
  return patterns[line % patterns.length] ?? { on: 1, off: 0 };
}

interface Dot {
  readonly x: number;
  readonly y: number;
}

/** Joins neighbouring dots; undefined is a gap. The pattern goes on from one stretch to the next. */
export function drawDots(
  dot: (x: number, y: number) => void,
  dots: readonly (Dot | undefined)[],
  { on, off }: Pattern,
): void {
  let drawn = 0;
  const draw = (x: number, y: number): void => {
    if (drawn++ % (on + off) < on) dot(x, y);
  };
  dots.forEach((from, i) => {
    if (from === undefined) return;
    const to = dots[i + 1];
    // A dot by itself is there whatever the pattern says.
    if (to === undefined && dots[i - 1] === undefined) dot(from.x, from.y);
    else draw(from.x, from.y);
    if (to === undefined) return;
    const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
    for (let step = 1; step < steps; step++) {
      const share = step / steps;
      draw(Math.round(from.x + share * (to.x - from.x)), Math.round(from.y + share * (to.y - from.y)));
    }
  });
}
