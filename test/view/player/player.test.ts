import { describe, expect, it } from "vitest";
import { readPlayerAssets } from "../../../src/files/player-assets.ts";
import type { Trace } from "../../../src/index.ts";
import { narrate } from "../../../src/view/narration.ts";
import { playerPage } from "../../../src/view/player/player-page.ts";
import { truncate } from "../../../src/view/terminal/text-width.ts";
import type { ViewOptions } from "../../../src/view/view.ts";
import { hostileNames, hostileTrace, lectureTrace, mazurTrace, pipelineTrace } from "../example-traces.ts";
import { expectedTexts } from "../flow/expected-texts.ts";
import { openFile } from "../open-file.ts";
import { numberIn, pictureIn, rowsIn, scrubTo, textsIn, walk } from "./read-page.ts";

const open = (
  trace: Trace,
  options: Parameters<typeof openFile>[2] & { readonly view?: ViewOptions } = {},
) => {
  const { view = {}, ...others } = options;
  return openFile(playerPage(trace, readPlayerAssets(), view), "html", others);
};

/** For what takes its time in the page: it is looked for again and again. */
const patience = { timeout: 20_000, interval: 20 };

const sentences = mazurTrace.events.map((event) => narrate(event, "en"));

describe("the page that plays a run", () => {
  it.each([
    ["mazur", mazurTrace],
    ["lecture", lectureTrace],
    ["pipeline", pipelineTrace],
  ])("says of %s at every event what the replay says, forward and back", async (_, trace) => {
    const { page, complaints } = await open(trace);
    const expected = expectedTexts(trace);
    const { length } = trace.events;
    const seen = await walk(page, "ArrowRight", length - 1);
    expect(seen.map(({ n }) => n)).toEqual(trace.events.map(({ n }) => n));
    for (const { n, texts, sentence } of seen) {
      const wanted = [...expected(n)].map(([slot, text]) => [n, slot, text ?? "·"]);
      expect(wanted.length).toBeGreaterThan(20);
      expect(wanted.map(([, slot = ""]) => [n, slot, texts[slot] ?? "·"])).toEqual(wanted);
      expect(sentence).toBe(narrate(trace.events[n] ?? never(), "en"));
    }
    expect(await walk(page, "ArrowLeft", length - 1)).toEqual(seen.toReversed());
    expect(complaints).toEqual([]);
  });

  it("shows at a commit the weights that will be used next", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=34" });
    const texts = await textsIn(page);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((link) => texts[`weight/${link}`])).toEqual(
      ["0.1498", "0.1996", "0.2498", "0.2995", "0.3589", "0.4087", "0.5113", "0.5614"],
    ); // prettier-ignore
  });

  it("says what comes before and after, and goes there", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=17" });
    expect(await page.locator("#narration li").allTextContents()).toEqual(
      [13, 14, 15, 16, 17, 18, 19, 20, 21].map((n) => `${n}  ${sentences[n] ?? ""}`),
    );
    await page.locator("#narration li button").first().click();
    expect(await numberIn(page)).toBe(13);
  });

  it("goes where its keys say", async () => {
    const { page, complaints } = await open(mazurTrace);
    const ways = [
      ["ArrowRight", 10, 11],
      ["ArrowLeft", 10, 9],
      ["Shift+ArrowRight", 10, 12],
      ["Shift+ArrowLeft", 11, 9],
      ["ArrowDown", 10, 16],
      ["PageDown", 16, 19],
      ["ArrowUp", 22, 19],
      ["PageUp", 19, 16],
      ["Home", 20, 0],
      ["End", 3, 35],
      ["c", 10, 31],
      ["ArrowLeft", 0, 0],
      ["ArrowRight", 35, 35],
    ] as const;
    for (const [key, from, to] of ways) {
      await scrubTo(page, from);
      await page.keyboard.press(key);
      expect([key, from, await numberIn(page)]).toEqual([key, from, to]);
    }
    expect(complaints).toEqual([]);
  });

  it("leaves to the browser the keys that are a control's or its own", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=10" });
    await page.locator("#speed").focus();
    await page.keyboard.press("End");
    await page.locator("#hide").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Control+ArrowRight");
    expect(await page.inputValue("#speed")).toBe("8");
    expect(await page.isChecked("#hide")).toBe(true);
    expect([await numberIn(page), await page.textContent("#play-name")]).toEqual([10, "Play"]);
  });

  it("has a button for every way to go, and every control has a name", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=10" });
    const ways = [
      ["Next event", 11],
      ["Previous event", 10],
      ["Next neuron", 12],
      ["Previous neuron", 9],
      ["Next phase", 16],
      ["Previous phase", 2],
      ["Next commit", 31],
      ["To the start", 0],
      ["To the end", 35],
    ] as const;
    for (const [name, n] of ways) {
      await page.getByRole("button", { name, exact: true }).click();
      expect([name, await numberIn(page)]).toEqual([name, n]);
    }
    const nameless = `[...document.querySelectorAll("button, input, select, [tabindex]")].filter((each) =>
      (each.ariaLabel ?? each.labels?.[0]?.textContent ?? each.textContent).trim() === "").length`;
    expect(await page.evaluate(nameless)).toBe(0);
    for (const name of ["neuron h1", "neuron o2"]) {
      // While one picture fades into the other both can be seen.
      await expect.poll(() => page.getByRole("button", { name, exact: true }).count(), patience).toBe(1);
    }
  });

  it("turns the picture round with the stream, or as it is told", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=16" });
    expect(await pictureIn(page)).toBe("forward");
    await page.keyboard.press("ArrowRight");
    expect(await pictureIn(page)).toBe("reversed");
    const keys = { f: "forward", r: "reversed", o: "overlay", a: "reversed" };
    for (const [key, picture] of Object.entries(keys)) {
      await page.keyboard.press(key);
      expect(await pictureIn(page)).toBe(picture);
    }
    await page.getByRole("button", { name: "both" }).click();
    expect(await pictureIn(page)).toBe("overlay");
  });

  it("plays to its end, silently, and from its beginning again", async () => {
    const { page, complaints } = await open(mazurTrace);
    await scrubTo(page, 30);
    await page.selectOption("#speed", "8");
    // Playing may be over before anybody asks: the page keeps what it was like at each change.
    await page.evaluate(`
      window.seen = [];
      const note = () => seen.push(
        document.querySelector("#play-name").textContent + " " +
        document.querySelector("#sentence").getAttribute("aria-live"));
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
    `);
    await page.locator("#picture").focus();
    await page.keyboard.press("Space");
    await expect.poll(() => numberIn(page), patience).toBe(35);
    await expect.poll(() => page.textContent("#play-name"), patience).toBe("Play");
    expect(await page.getAttribute("#sentence", "aria-live")).toBe("polite");
    const seen = await page.evaluate<string[]>("[...new Set(window.seen)]");
    expect(seen.filter((state) => /^Play off|^Pause polite/.test(state))).toEqual([]);
    expect(seen).toContain("Pause off");
    await page.selectOption("#speed", "1");
    await page.locator("#picture").focus();
    await page.keyboard.press("Space");
    const hasBegun = async (): Promise<boolean> => [1, 2, 3, 4, 5, 6].includes(await numberIn(page));
    await expect.poll(hasBegun, patience).toBe(true);
    await page.keyboard.press("Space");
    expect(await page.textContent("#play-name")).toBe("Play");
    expect(await numberIn(page)).toBeLessThan(35);
    expect(complaints).toEqual([]);
  });

  it("names the moment in its address, and finds it again", async () => {
    const { page, complaints } = await open(mazurTrace, { hash: "#n=17&view=overlay" });
    expect([await numberIn(page), await pictureIn(page)]).toEqual([17, "overlay"]);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.evaluate("location.hash"), patience).toBe("#n=18&view=overlay");
    await page.keyboard.press("a");
    await expect.poll(() => page.evaluate("location.hash"), patience).toBe("#n=18");
    for (const [hash, n] of [["#n=4&view=reversed", 4], ["#n=999", 35], ["#n=-5", 0], ["#n=x&view=nothing", 0]]) {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
await expect.poll(() => numberIn(page), patience).toBe(n);
    } // prettier-ignore
    expect(complaints).toEqual([]);
  });

  it("tells who waits for whom, and the barrier", async () => {
    const { page } = await open(pipelineTrace, { hash: "#n=52" });
    const waiting = () => page.locator("#waiting li").allTextContents();
    expect(await waiting()).toEqual(["h1 has 1 of 2 error signals, waiting for o2"]);
    expect(await page.textContent("#barrier")).toBe("batch 0: 0 of 3 samples are complete");
    await page.keyboard.press("ArrowRight");
    expect(await waiting()).toEqual(["h1 has 2 of 2 error signals"]);
    await page.keyboard.press("ArrowRight");
    expect(await waiting()).toEqual(["nobody: every neuron that has begun to hear has heard all"]);
  });

  it("adds up the sum of the neuron that is chosen, and of none of its messages before they come", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=22" });
    await page.locator(".is-shown [data-node='2']").click();
    const error = ["from w δ w·δ", "o1 0.4 0.1385 0.0554", "o2 0.5 -0.0381 -0.01905", "sum so far 0.03635"];
    expect(await rowsIn(page, "#sum")).toEqual([...error, "gain σ'(z) 0.2413", "δ ·"]);
    await page.keyboard.press("ArrowLeft");
    expect((await rowsIn(page, "#sum"))[2]).toBe("o2 0.5 · ·");
    await page.locator(".is-shown [data-node='4']").focus();
    await page.keyboard.press("Home");
    const z = ["from w a w·a", "bias 0.6", "h1 0.4 · ·", "h2 0.45 · ·", "z ·", "a = σ(z) ·", "gain σ'(z) ·"];
    expect(await rowsIn(page, "#sum")).toEqual(z);
    await page.keyboard.press("Escape");
    expect(await page.textContent("#sum")).toContain("Choose a neuron");
  });

  it("hides new numbers, where it is asked to, until they are asked for", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=5" });
    await page.getByLabel("Hide new numbers").check();
    await page.getByRole("button", { name: "Next event" }).click();
    expect((await textsIn(page))["z/2"]).toBe("?");
    expect(await page.locator("main").innerText()).not.toContain("0.3775");
    await page.locator("#picture").press("Enter");
    expect((await textsIn(page))["z/2"]).toBe("0.3775");
    expect(await page.textContent("#sentence")).toBe(sentences[6]);
  });

  it("has a list of its keys, and while it is open no key goes anywhere", async () => {
    const { page } = await open(mazurTrace);
    await page.keyboard.press("?");
    expect(await page.locator("dialog").isVisible()).toBe(true);
    await page.keyboard.press("ArrowRight");
    expect(await numberIn(page)).toBe(0);
    await page.getByRole("button", { name: "Close" }).click();
    expect(await page.locator("dialog").isVisible()).toBe(false);
  });

  it("lets no message travel where no motion is wanted", async () => {
    const { page } = await open(mazurTrace, { reducedMotion: "reduce" });
    for (const frame of [4, 5, 10]) {
      await scrubTo(page, frame);
      const [mark, end] = await page.evaluate<[string, string]>(`(() => {
        const link = document.querySelector("[data-picture=forward] .is-lit[data-link]");
        const { x, y } = link.getPointAtLength(link.getTotalLength());
        return [document.querySelector(".player-mark").getAttribute("transform"), "translate(" + x + " " + y + ")"];
      })()`);
      expect([frame, mark]).toEqual([frame, end]);
    }
  });

  it("shows activations as circles and error signals as diamonds", async () => {
    const { page } = await open(mazurTrace);
    for (const [frame, circles, diamonds] of [[10, 1, 0], [16, 2, 0], [17, 0, 1], [22, 0, 1], [23, 0, 0]] as const) {
      await scrubTo(page, frame);
      const marks = [await page.locator("#marks circle").count(), await page.locator("#marks path").count()];
      expect([frame, ...marks]).toEqual([frame, circles, diamonds]);
    } // prettier-ignore
  });

  it.each([360, 800, 1400])("needs no scrolling to the side at a width of %i", async (width) => {
    for (const trace of [mazurTrace, hostileTrace]) {
      const { page } = await open(trace, { viewport: { width, height: 780 } });
      for (const key of ["Home", "ArrowDown", "End"]) {
        await page.keyboard.press(key);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      }
    }
  });

  it("takes names for nothing but names", async () => {
    const { page, complaints } = await open(hostileTrace);
    const seen = await walk(page, "ArrowRight", hostileTrace.events.length - 1);
    for (const { n, sentence } of seen) {
      const event = hostileTrace.events[n];
      if (event?.kind === "deliver") expect(sentence).toContain(truncate(event.from, 40).replace("…", ""));
    }
    const foreign = `document.querySelectorAll("b, main script, main > style, iframe, img, a").length`;
    expect(await page.evaluate(`[document.scripts.length, ${foreign}]`)).toEqual([2, 0]);
    expect(await page.title()).toBe(`Message flow: <b>"hostile"</b>`);
    const names = await page.locator(".player-tally bdi").allTextContents();
    expect(names).toHaveLength(hostileNames.length - 2);
    expect(names).toContain(`{"json": 1}`);
    expect(complaints).toEqual([]);
  });

  it("lets no script run but its own", async () => {
    const content = playerPage(mazurTrace, readPlayerAssets(), {});
    const foreign = content.replace("<header", "<script>window.evil = 1</script><header");
    const { page, complaints } = await openFile(foreign, "html");
    expect(await page.evaluate("window.evil")).toBeUndefined();
    expect(complaints.join()).toContain("Content Security Policy");
  });

  it("has the reader's colours until it is told others", async () => {
    const { page } = await open(mazurTrace, { colorScheme: "dark" });
    const colours = () =>
      page.evaluate(`[getComputedStyle(document.documentElement).backgroundColor,
        getComputedStyle(document.querySelector("#picture .paper")).fill]`);
    const [dark, light] = ["rgb(20, 24, 29)", "rgb(255, 255, 255)"];
    expect(await colours()).toEqual([dark, dark]);
    for (const colour of [light, dark, dark]) {
      await page.click("#theme");
      expect(await colours()).toEqual([colour, colour]);
    }
  });

  it("speaks Chinese", async () => {
    const { page } = await open(mazurTrace, { hash: "#n=22", view: { language: "zh" } });
    expect(await page.getAttribute("html", "lang")).toBe("zh-Hans");
    expect(await page.textContent("#sentence")).toBe(narrate(mazurTrace.events[22] ?? never(), "zh"));
    await page.getByRole("button", { name: "下一个事件" }).click();
    expect(await numberIn(page)).toBe(23);
  });

  it("is a still page where no event is chosen", async () => {
    const { page, complaints } = await open(mazurTrace, { view: { phases: [] } });
    for (const key of ["ArrowRight", "Space", "End", "ArrowLeft", "o"]) await page.keyboard.press(key);
    expect(await page.textContent(".player-note")).toBe("none of the run's events was chosen");
    expect(complaints).toEqual([]);
  });
});

function never(): never {
  throw new Error("there is such an event");
}
