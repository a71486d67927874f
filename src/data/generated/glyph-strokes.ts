/** A point of the unit square, x to the right and y down. */
export type StrokePoint = readonly [x: number, y: number];

/** A line that the pen draws without being lifted. */
export type Stroke = readonly StrokePoint[];

/** Styles of writing of one digit, each a list of strokes. */
export type Styles = readonly (readonly Stroke[])[];

/** The digits 0 … 9 in the unit square. */
export const digitStyles: readonly Styles[] = [
  [
    [arc(0.5, 0.5, 0.31, 0.48, -90, 270)],
    [arc(0.5, 0.5, 0.24, 0.48, -70, 290)],
    [arc(0.5, 0.52, 0.3, 0.45, -110, 265)],
  ],
  [
    [line([0.5, 0.02], [0.5, 0.98])],
    [line([0.3, 0.22], [0.52, 0.03], [0.52, 0.97])],
    [line([0.32, 0.2], [0.52, 0.03], [0.52, 0.97]), line([0.28, 0.97], [0.76, 0.97])],
  ],
  [
    [[...arc(0.48, 0.29, 0.28, 0.26, 190, 390), ...line([0.18, 0.96], [0.84, 0.96])]],
    [
      [
        ...arc(0.48, 0.27, 0.27, 0.24, 200, 400),
        ...arc(0.32, 0.85, 0.15, 0.12, 270, 100),
        ...line([0.5, 0.86], [0.85, 0.95]),
      ],
    ],
  ],
  [
    [[...arc(0.46, 0.26, 0.27, 0.23, 205, 450), ...arc(0.46, 0.73, 0.31, 0.25, 270, 510)]],
    [[...line([0.2, 0.05], [0.76, 0.05], [0.42, 0.42]), ...arc(0.44, 0.69, 0.32, 0.28, 275, 510)]],
  ],
  [
    [line([0.3, 0.04], [0.18, 0.56], [0.84, 0.56]), line([0.68, 0.28], [0.63, 0.98])],
    [line([0.64, 0.98], [0.64, 0.03], [0.14, 0.66], [0.88, 0.66])],
  ],
  [
    [[...line([0.78, 0.04], [0.3, 0.04], [0.25, 0.45]), ...arc(0.46, 0.68, 0.32, 0.28, 225, 510)]],
    [
      [...line([0.3, 0.06], [0.25, 0.44]), ...arc(0.45, 0.68, 0.31, 0.28, 235, 500)],
      line([0.3, 0.05], [0.82, 0.03]),
    ],
  ],
  [
    [[...arc(0.76, 0.66, 0.53, 0.63, 265, 180), ...arc(0.5, 0.7, 0.28, 0.27, 180, -180)]],
    [[...line([0.58, 0.02], [0.27, 0.5]), ...arc(0.48, 0.73, 0.25, 0.24, 200, -170)]],
  ],
  [
    [line([0.18, 0.06], [0.82, 0.06], [0.42, 0.98])],
    [line([0.18, 0.06], [0.82, 0.06], [0.4, 0.98]), line([0.34, 0.5], [0.78, 0.5])],
    [line([0.2, 0.18], [0.2, 0.06], [0.8, 0.05], [0.56, 0.45], [0.46, 0.98])],
  ],
  [
    [arc(0.5, 0.26, 0.24, 0.23, 90, 450), arc(0.5, 0.73, 0.29, 0.25, -90, 270)],
    [figureOfEight(0.5, 0.5, 0.3, 0.47)],
  ],
  [
    [[...arc(0.47, 0.3, 0.27, 0.27, 0, -360), ...line([0.74, 0.3], [0.68, 0.98])]],
    [
      [
        ...arc(0.48, 0.3, 0.28, 0.27, 0, -360),
        ...line([0.76, 0.3], [0.76, 0.68]),
        ...arc(0.5, 0.7, 0.26, 0.27, 0, 140),
      ],
    ],
  ],
];

function line(...points: StrokePoint[]): Stroke {
  return points;
}

/** Part of an ellipse; 0° is to the right, 90° down. */
function arc(x: number, y: number, radiusX: number, radiusY: number, from: number, to: number): Stroke {
  const pieces = Math.max(2, Math.round(Math.abs(to - from) / 20));
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / pieces) * Math.PI) / 180;
    return [x + radiusX * Math.cos(angle), y + radiusY * Math.sin(angle)] as const;
  });
}

/** An upright ∞ (Lissajous figure 2:1), drawn from the top to the left. */
function figureOfEight(x: number, y: number, radiusX: number, radiusY: number): Stroke {
  return Array.from({ length: 25 }, (_, i) => {
    const angle = (i * Math.PI) / 12;
    return [x - radiusX * Math.sin(2 * angle), y - radiusY * Math.cos(angle)] as const;
  });
}
