/** "auto": as the reader's system has it. */
export type Theme = "auto" | "light" | "dark";

/**
 * The colours, as names that style sheets use. Forward and backward are the blue and the vermilion of Okabe and Ito
 * (2008), which people who see colours differently tell apart; lines say it again, solid and dashed, and so does their
 * lightness in grey. Pipeline charts: F blue, I teal, W green, B orange.
 */
const light = {
  paper: "#ffffff",
  panel: "#f4f5f7",
  ink: "#1f2328",
  quiet: "#59636e",
  line: "#b7bec7",
  forward: "#0072b2",
  backward: "#c44f00",
  loss: "#8a3d78",
  "task-f": "#0072b2",
  "task-i": "#00857a",
  "task-w": "#2f7d32",
  "task-b": "#c44f00",
  "on-task": "#ffffff",
};

const dark: typeof light = {
  paper: "#14181d",
  panel: "#1e242b",
  ink: "#e8ebee",
  quiet: "#9aa4af",
  line: "#48525d",
  forward: "#56b4e9",
  backward: "#f5924e",
  loss: "#d79cc8",
  "task-f": "#56b4e9",
  "task-i": "#3cc5b8",
  "task-w": "#7cc77f",
  "task-b": "#f5924e",
  "on-task": "#10141a",
};

/** A style sheet's rules that set `--paper`, `--ink`, … for a theme. */
export function paletteRules(theme: Theme, selector = "svg"): string {
  if (theme !== "auto") return `${selector}{${variables(theme === "light" ? light : dark)}}`;
  return `${selector}{${variables(light)}}@media(prefers-color-scheme:dark){${selector}{${variables(dark)}}}`;
}

function variables(colours: typeof light): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name}:${value}`)
    .join(";");
}
