import type { Language } from "../language.ts";

/** What stands on the page from the beginning. */
export interface PlayerWords {
  readonly title: (network: string) => string;
  readonly noScript: string;
  readonly controls: string;
  readonly play: string;
  readonly start: string;
  readonly end: string;
  readonly event: Step;
  readonly neuron: Step;
  readonly phase: Step;
  readonly commit: string;
  readonly nextCommit: string;
  readonly scrub: string;
  readonly speed: string;
  readonly picture: string;
  readonly pictures: Readonly<Record<"auto" | "forward" | "reversed" | "overlay", string>>;
  readonly hide: string;
  readonly help: string;
  readonly close: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
  readonly narration: string;
  readonly waiting: string;
  readonly sum: string;
  readonly barrier: string;
  readonly tally: Readonly<Record<"neuron" | "done" | "gradient" | "version", string>>;
  /** What the script says later on. */
  readonly texts: PlayerTexts;
}

interface Step {
  readonly name: string;
  readonly back: string;
  readonly next: string;
}

/** Words that the script writes. */
export interface PlayerTexts {
  readonly play: string;
  readonly pause: string;
  readonly nobody: string;
  readonly noSum: string;
  readonly neuron: string;
  readonly from: string;
  readonly weight: string;
  readonly product: string;
  readonly bias: string;
  readonly loss: string;
  readonly sum: string;
  readonly gain: string;
  readonly hidden: string;
  /** The heading of a table, after the neuron's name. */
  readonly forward: string;
  readonly backward: string;
  readonly given: string;
  readonly themes: Readonly<Record<"auto" | "light" | "dark", string>>;
}

const english: PlayerWords = {
  title: (network) => `Message flow: ${network}`,
  noScript: "This page plays the run with a script, which is switched off here.",
  controls: "Controls",
  play: "Play",
  start: "To the start",
  end: "To the end",
  event: { name: "event", back: "Previous event", next: "Next event" },
  neuron: { name: "neuron", back: "Previous neuron", next: "Next neuron" },
  phase: { name: "phase", back: "Previous phase", next: "Next phase" },
  commit: "commit",
  nextCommit: "Next commit",
  scrub: "Place in the run",
  speed: "Speed",
  picture: "Picture",
  pictures: { auto: "auto", forward: "forward", reversed: "reversed", overlay: "both" },
  hide: "Hide new numbers until clicked",
  help: "Keys",
  close: "Close",
  keys: [
    ["Space", "play or pause"],
    ["← →", "an event back or on"],
    ["Shift + ← →", "a neuron back or on"],
    ["↑ ↓, Page ↑ ↓", "a phase back or on"],
    ["C", "to the next commit"],
    ["Home, End", "to the start, to the end"],
    ["F, R, O, A", "the picture: forward, reversed, overlay, automatic"],
    ["Enter", "reveal hidden numbers"],
    ["Esc", "let go of a chosen neuron"],
    ["?", "this list"],
  ],
  narration: "What happens",
  waiting: "Who waits",
  sum: "A neuron's sum",
  barrier: "Batch barrier",
  tally: { neuron: "neuron", done: "δ of samples", gradient: "∂C/∂b", version: "version" },
  texts: {
    play: "Play",
    pause: "Pause",
    nobody: "nobody: every neuron that has begun to hear has heard all",
    noSum: "Choose a neuron of the picture: its sum is added up here, term by term.",
    neuron: "neuron",
    from: "from",
    weight: "weight",
    product: "product",
    bias: "bias",
    loss: "loss",
    sum: "sum so far",
    gain: "gain σ'(z)",
    hidden: "What comes now? Click the picture, or press Enter, to see it.",
    forward: "z = b + Σ w·a",
    backward: "δ = gain · Σ w·δ",
    given: "x is given",
    themes: { auto: "Colours: automatic", light: "Colours: light", dark: "Colours: dark" },
  },
};

const chinese: PlayerWords = {
  title: (network) => `消息流：${network}`,
  noScript: "本页用脚本播放运行记录，而脚本在此被禁用。",
  controls: "控制",
  play: "播放",
  start: "回到开头",
  end: "跳到结尾",
  event: { name: "事件", back: "上一个事件", next: "下一个事件" },
  neuron: { name: "神经元", back: "上一个神经元", next: "下一个神经元" },
  phase: { name: "阶段", back: "上一个阶段", next: "下一个阶段" },
  commit: "更新",
  nextCommit: "下一次更新",
  scrub: "在运行中的位置",
  speed: "速度",
  picture: "画面",
  pictures: { auto: "自动", forward: "正向", reversed: "反向", overlay: "叠加" },
  hide: "新数值先隐藏，点击后显示",
  help: "按键",
  close: "关闭",
  keys: [
    ["空格", "播放或暂停"],
    ["← →", "后退或前进一个事件"],
    ["Shift + ← →", "后退或前进一个神经元"],
    ["↑ ↓、Page ↑ ↓", "后退或前进一个阶段"],
    ["C", "跳到下一次更新"],
    ["Home、End", "跳到开头、结尾"],
    ["F、R、O、A", "画面：正向、反向、叠加、自动"],
    ["Enter", "显示隐藏的数值"],
    ["Esc", "放开所选的神经元"],
    ["?", "显示此列表"],
  ],
  narration: "发生了什么",
  waiting: "谁在等待",
  sum: "神经元的求和",
  barrier: "批次屏障",
  tally: { neuron: "神经元", done: "已有 δ 的样本", gradient: "∂C/∂b", version: "版本" },
  texts: {
    play: "播放",
    pause: "暂停",
    nobody: "无人等待：开始接收的神经元都已收齐",
    noSum: "在画面中选择一个神经元，这里会逐项列出它的求和。",
    neuron: "神经元",
    from: "来自",
    weight: "权值",
    product: "乘积",
    bias: "偏置",
    loss: "损失",
    sum: "目前的和",
    gain: "增益 σ'(z)",
    hidden: "接下来是什么？点击画面或按 Enter 键查看。",
    forward: "z = b + Σ w·a",
    backward: "δ = 增益 · Σ w·δ",
    given: "给定的 x",
    themes: { auto: "颜色：自动", light: "颜色：浅色", dark: "颜色：深色" },
  },
};

export function playerWordsOf(language: Language): PlayerWords {
  return language === "zh" ? chinese : english;
}
