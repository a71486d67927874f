import { checksum } from "../../trace/checksum.ts";
import { element, type Markup, text } from "./element.ts";
import { paletteRules, type Theme } from "./palette.ts";

export interface SvgOptions {
  readonly width: number;
  readonly height: number;
  /** What the picture is, in a few words, and what it shows, in a sentence or two: for those who hear it. */
  readonly title: string;
  readonly description: string;
  readonly theme?: Theme | undefined;
  /** Rules of this picture alone; class names are to begin with the view's name. */
  readonly style?: string | undefined;
}

/**
 * A picture that stands by itself: no script, no font or style from elsewhere. Classes that all pictures have:
 * `ink`, `quiet`, `forward`, `backward`, `loss` fill text; `number` is for digits, `strong` for what matters;
 * `line`, `forward-line`, `backward-line` (dashed) are strokes, `panel` is a box.
 */
export function svgDocument(options: SvgOptions, ...children: readonly Markup[]): Markup {
  const { width, height, title, description, theme = "auto", style = "" } = options;
  const id = `c${checksum(`${title}\n${description}`)}`;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
      width: Math.ceil(width),
      height: Math.ceil(height),
      role: "img",
      "aria-labelledby": `${id}-title ${id}-description`,
    },
    element("title", { id: `${id}-title` }, text(title)),
    element("desc", { id: `${id}-description` }, text(description)),
    element("style", {}, text(paletteRules(theme)) + text(commonRules) + text(style)),
    element("rect", { class: "paper", width: "100%", height: "100%" }),
    ...children,
  );
}

/** `>` and quotes would have to be escaped here: rules use neither. */
const commonRules = [
  `svg{font-family:system-ui,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif;font-size:13px}`,
  `.paper{fill:var(--paper)}.panel{fill:var(--panel);stroke:var(--line)}`,
  `text{fill:var(--ink)}.quiet{fill:var(--quiet)}.strong{font-weight:600}`,
  `.forward{fill:var(--forward)}.backward{fill:var(--backward)}.loss{fill:var(--loss)}`,
  `.number{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;font-size:12px}`,
  `.line,.forward-line,.backward-line{fill:none;stroke:var(--line);stroke-width:1.5}`,
  `.forward-line{stroke:var(--forward)}.backward-line{stroke:var(--backward);stroke-dasharray:6 4}`,
]
  .join("")
  .replaceAll('"', "'");
