import type { Page } from "playwright-core";

// What is asked of a page is told in its own language: its types are not those of this program.

/** Every changing text of a page by its slot. */
export type SlotTexts = Readonly<Record<string, string>>;

const readTexts = `() => {
  const texts = {};
  for (const element of document.querySelectorAll("[data-slot]")) {
    const [slot, text] = [element.dataset.slot, element.textContent];
    texts[slot] = (texts[slot] ?? text) === text ? text : "two texts";
  }
  return texts;
}`;

const readNumber = `() => Number(document.querySelector("[aria-current]")?.getAttribute("value") ?? NaN)`;

/** Every changing text of the page; all elements of a slot have to say the same. */
export const textsIn = (page: Page): Promise<SlotTexts> => page.evaluate<SlotTexts>(`(${readTexts})()`);

/** The number of the event that the page shows. */
export const numberIn = (page: Page): Promise<number> => page.evaluate<number>(`(${readNumber})()`);

/** Presses a key so often, and tells what the page says before it and after each press. */
export function walk(page: Page, key: string, times: number) {
  return page.evaluate<{ n: number; texts: SlotTexts; sentence: string }[]>(`(() => {
    const seen = [];
    const look = () => seen.push({
      n: (${readNumber})(),
      texts: (${readTexts})(),
      sentence: document.querySelector("#sentence").textContent,
    });
    look();
    for (let i = 0; i < ${times}; i++) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: ${JSON.stringify(key)}, bubbles: true }));
      look();
    }
    return seen;
  })()`);
}

/** Scrubs to the frame of this number. */
export async function scrubTo(page: Page, frame: number): Promise<void> {
  await page.evaluate(`(() => {
    const bar = document.querySelector("#scrub");
    bar.value = ${frame};
    bar.dispatchEvent(new Event("input"));
  })()`);
}

/** The picture that is seen. */
export const pictureIn = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `[...document.querySelectorAll(".is-shown")].map((each) => each.dataset.picture).join()`,
  );

/** The rows of a table, the cells that are not empty of each. */
export const rowsIn = (page: Page, table: string): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll(${JSON.stringify(`${table} tr`)})].map((row) =>
    [...row.children].map((cell) => cell.textContent).filter((text) => text !== "").join(" "))`);
