import { describe, expect, test } from "vitest";
import { narratorOf } from "../../src/view/narration.ts";
import { scripts, type Term, terms, wordsIn } from "../../src/view/terms.ts";

const entries: readonly (readonly [string, Term])[] = Object.entries(terms);

/** Characters that the two scripts write differently, the simplified form first, as far as a term has them. */
const pairs = (
  "网網 络絡 经經 触觸 层層 输輸 权權 数數 误誤 号號 总總 标標 损損 传傳 样樣 轮輪 学學 习習 优優 协協 调調 运運 记記 录錄 " +
  "练練 则則 链鏈 节節 点點 应應 态態 计計 显顯 线線 种種 训訓 讯訊 变變 对對 观觀 图圖 执執 类類 边邊 续續 结結 项項 级級 实實 " +
  "递遞 归歸 围圍 顺順 该該 时時 间間 与與 为為 发發 单單 两兩 过過 这這 个個 们們 从從 来來 远遠 连連 进進 选選 别別"
).split(" ");
const simplified = pairs.map((pair) => pair.charAt(0)).filter((each) => each !== "别");
const traditional = pairs.map((pair) => pair.charAt(1)).filter((each) => each !== "別");

/** Terms that Taiwan calls by other words, not only writes differently. */
const otherWords = [
  "network", "message", "activation", "activationFunction", "weight", "errorSignal", "microBatch", "batch", "epoch",
  "weightVersion", "optimizer", "trace", "norm", "chainRule",
]; // prettier-ignore

describe("the glossary", () => {
  test.each(entries)("has %s in every script", (_, term) => {
    for (const script of scripts) expect(term[script].trim()).toBe(term[script]);
    for (const script of scripts) expect(term[script]).not.toBe("");
    expect(term.en).toMatch(/^[a-z -]+$/);
    expect(term["zh-Hans"]).toMatch(/^\p{Script=Han}+$/u);
    expect(term["zh-Hant"]).toMatch(/^\p{Script=Han}+$/u);
  });

  test("has the key terms of the field in traditional characters", () => {
    const words = wordsIn("zh-Hant");
    const { backpropagation, neuron, gradient, gain, synapse, weight, loss, errorSignal, batch } = words;
    expect([backpropagation, neuron, gradient, gain, synapse, weight, loss, errorSignal, batch]).toEqual(
      ["反向傳播", "神經元", "梯度", "增益", "突觸", "權重", "損失", "誤差訊號", "批次"],
    ); // prettier-ignore
  });

  test.each(entries)("writes %s in no character of the other script", (_, term) => {
    expect(Array.from(term["zh-Hant"]).filter((character) => simplified.includes(character))).toEqual([]);
    expect(Array.from(term["zh-Hans"]).filter((character) => traditional.includes(character))).toEqual([]);
  });

  test.each(entries.filter(([name]) => !otherWords.includes(name)))(
    "spells %s alike in both scripts, character by character",
    (_, term) => {
      const written = Array.from(term["zh-Hans"]).map(
        (each) => pairs.find((pair) => pair.startsWith(each))?.charAt(1) ?? each,
      );
      expect(written.join("")).toBe(term["zh-Hant"]);
    },
  );

  test("has no two English terms alike", () => {
    expect(new Set(entries.map(([, { en }]) => en)).size).toBe(entries.length);
  });

  test("is what narrators speak with", () => {
    const [english, chinese] = [narratorOf("en").words, narratorOf("zh").words];
    for (const name of ["bias", "loss", "target", "sum", "gain"] as const) {
      expect(english[name]).toBe(terms[name].en);
      expect(chinese[name]).toBe(terms[name]["zh-Hans"]);
    }
  });
});
