import { newPage } from "./browser.ts";

/** What Mermaid makes of a diagram in a browser. */
export interface Drawn {
  readonly type: string;
  /** Texts of the picture, each as a reader sees it. */
  readonly texts: readonly string[];
  /** Elements of the picture, each name once. */
  readonly elements: readonly string[];
  /** Handlers and links among its attributes. */
  readonly dangers: readonly string[];
}

export interface MermaidPage {
  /** Rejects where Mermaid, with its own defaults, does not take the text. */
  readonly draw: (text: string) => Promise<Drawn>;
}

let opened: Promise<MermaidPage> | undefined;

/** Mermaid itself, in a real browser: it lays out by measuring text. All tests of a process share it. */
export function openMermaid(): Promise<MermaidPage> {
  return (opened ??= loadMermaid());
}

async function loadMermaid(): Promise<MermaidPage> {
  const page = await newPage();
  await page.setContent("<div id='place'></div>");
  await page.addScriptTag({ path: "node_modules/mermaid/dist/mermaid.min.js" });
  await page.evaluate("mermaid.initialize({ startOnLoad: false })");
  let drawn = 0;
  return {
    // The page's types are not those of this program.
    draw: (text) =>
      page.evaluate<Drawn>(`(async () => {
        const text = ${JSON.stringify(text)};
        const { diagramType } = await mermaid.parse(text);
        const { svg } = await mermaid.render("m${drawn++}", text);
        const place = document.getElementById("place");
        place.innerHTML = svg;
        const all = [...place.querySelectorAll("*")];
        const own = [...place.querySelectorAll("text, foreignObject")];
        // A refused diagram is drawn as a picture of an error.
        if (own.some(({ textContent }) => /Syntax error|Maximum|Too many edges/.test(textContent))) throw new Error("refused");
        return {
          type: diagramType,
          texts: own.map(({ textContent }) => textContent),
          elements: [...new Set(all.map(({ tagName }) => tagName.toLowerCase()))],
          dangers: all.flatMap(({ attributes }) => [...attributes].map(({ name, value }) => name + "=" + value))
            .filter((each) => /^on|^href=(?!#)|javascript:/i.test(each)),
        };
      })()`),
  };
}
