import type { Computation } from "../../schedule/action.ts";
import type { IdleCause } from "../../schedule/idle.ts";
import type { Language } from "../language.ts";

type CauseWords = readonly [heading: string, meaning: string];

/** When something begins and ends; of a task whose message has been on its way, when that was sent, and when it was there. */
interface Times {
  readonly from: string;
  readonly to: string;
  readonly message?: { readonly sent: string; readonly arrived: string } | undefined;
}

/** What a picture of a schedule says. Times are texts already. */
export interface ScheduleWords {
  /** What there is, as in `4 ranks, 8 micro-batches`; stages are named where ranks hold several. */
  readonly size: (ranks: number, stages: number, microBatches: number) => string;
  readonly heading: (name: string, size: string, end: string) => string;
  readonly rank: string;
  readonly stage: (stage: number) => string;
  readonly tick: string;
  readonly tasks: Readonly<Record<Computation, string>>;
  /** How the stages of a rank are told apart in pictures. */
  readonly firstChunk: string;
  readonly otherChunks: string;
  readonly commit: string;
  /** The signs, each with what it says, and what the numbers are. */
  readonly legend: (signs: readonly string[]) => string;
  readonly numbers: (namesStages: boolean) => string;
  readonly pointAt: string;
  readonly utilisation: string;
  readonly inFlight: string;
  readonly idle: string;
  /** Over a column of ticks, and what it means. */
  readonly causes: Readonly<Record<IdleCause, CauseWords>>;
  /** What some of the causes mean. */
  readonly meanings: (causes: readonly CauseWords[]) => string;
  readonly bubble: (ofTotal: string, ofIdeal: string, idle: string, total: string) => string;
  readonly shown: (ranks: number, ofRanks: number, until: string, end: string) => string;
  /** What is told of one task, of one commit, and of one idle time. */
  readonly taskAt: (rank: number, task: readonly [name: string, task: string], times: Times) => string;
  readonly commitAt: (stage: number, time: string) => string;
  readonly idleAt: (rank: number, cause: CauseWords, times: Times) => string;
  readonly description: (ranks: number, end: string, finding: string) => string;
  /** Counters of a timeline: what is counted. */
  readonly microBatches: string;
  readonly messages: string;
  readonly underWay: string;
}

const en: ScheduleWords = {
  size: (ranks, stages, microBatches) =>
    [
      counted(ranks, "rank", "ranks"),
      ...(stages === ranks ? [] : [counted(stages, "stage", "stages")]),
      counted(microBatches, "micro-batch", "micro-batches"),
    ].join(", "),
  heading: (name, size, end) => `${name}: ${size}, ${end} ticks`,
  rank: "rank",
  stage: (stage) => `stage ${stage}`,
  tick: "tick",
  tasks: {
    F: "forward pass",
    I: "backward pass: error signals",
    W: "weight gradients",
    B: "backward pass and weight gradients",
  },
  firstChunk: "a rank's first stage",
  otherChunks: "its second one, and so on by turns",
  commit: "commit",
  legend: (signs) => `${signs.join(" · ")} · blank: idle.`,
  numbers: (namesStages) =>
    namesStages
      ? "The first number is that of the stage, the second that of the micro-batch."
      : "The number is that of the micro-batch.",
  pointAt: "Point at a task or a gap to be told what it is.",
  utilisation: "utilisation",
  inFlight: "in flight",
  idle: "idle",
  causes: {
    "warm-up": ["warm-up", "before the first task"],
    drain: ["drain", "after the last task"],
    dependency: ["dependency", "what is needed is not yet computed"],
    latency: ["latency", "what is needed is on its way"],
    "full-credit": ["full credit", "nothing more may begin before something is finished"],
  },
  meanings: (causes) => `idle: ${causes.map((words) => words.join(" = ")).join("; ")}`,
  bubble: (ofTotal, ofIdeal, idle, total) =>
    `Bubble: ${ofTotal} of total (${idle} of ${total} rank-ticks are idle), ${ofIdeal} of ideal`,
  shown: (ranks, ofRanks, until, end) =>
    `Drawn: ranks 0 to ${ranks - 1} of ${ofRanks}, ticks 0 to ${until} of ${end}. The figures are those of all.`,
  taskAt: (rank, [name, task], { from, to, message }) =>
    `rank ${rank}, ticks ${from} to ${to}: ${name}, ${task}` +
    (message === undefined ? "" : `; its message was sent at ${message.sent}, there at ${message.arrived}`),
  commitAt: (stage, time) => `stage ${stage} commits at ${time}`,
  idleAt: (rank, [cause, meaning], { from, to }) =>
    `rank ${rank}, ticks ${from} to ${to}: idle, ${cause}: ${meaning}`,
  description: (ranks, end, finding) =>
    `Rows are ${counted(ranks, "rank", "ranks")}, time runs to the right over ${end} ticks. A bar tells the task (F forward, ` +
    `B backward, I its error signals, W its weight gradients) and the micro-batch; gaps are idle, thick lines commits. ${finding}.`,
  microBatches: "micro-batches",
  messages: "messages",
  underWay: "under way",
};

const zh: ScheduleWords = {
  size: (ranks, stages, microBatches) =>
    [`${ranks} 个处理器`, ...(stages === ranks ? [] : [`${stages} 个阶段`]), `${microBatches} 个微批`].join(
      "，",
    ),
  heading: (name, size, end) => `${name}：${size}，${end} 个时刻`,
  rank: "处理器",
  stage: (stage) => `阶段 ${stage}`,
  tick: "时刻",
  tasks: { F: "正向传播", I: "反向传播：误差信号", W: "权值梯度", B: "反向传播与权值梯度" },
  firstChunk: "处理器的第一个阶段",
  otherChunks: "第二个阶段，依次交替",
  commit: "更新",
  legend: (signs) => `${signs.join(" · ")} · 空白：空闲。`,
  numbers: (namesStages) => (namesStages ? "前一个数字是阶段，后一个是微批。" : "数字是微批的编号。"),
  pointAt: "指向任务或空白处可看说明。",
  utilisation: "利用率",
  inFlight: "在途",
  idle: "空闲",
  causes: {
    "warm-up": ["预热", "第一个任务之前"],
    drain: ["排空", "最后一个任务之后"],
    dependency: ["依赖", "所需的尚未算出"],
    latency: ["延迟", "所需的正在途中"],
    "full-credit": ["额度已满", "先完成一些才可开始新的"],
  },
  meanings: (causes) => `空闲：${causes.map((words) => words.join(" = ")).join("；")}`,
  bubble: (ofTotal, ofIdeal, idle, total) =>
    `气泡：占总量 ${ofTotal}（${total} 个处理器时刻中有 ${idle} 个空闲），占理想量 ${ofIdeal}`,
  shown: (ranks, ofRanks, until, end) =>
    `图中为 ${ofRanks} 个处理器中的 0 至 ${ranks - 1}，时刻 0 至 ${until}（共 ${end}）；各项数值按全部计算。`,
  taskAt: (rank, [name, task], { from, to, message }) =>
    `处理器 ${rank}，时刻 ${from} 至 ${to}：${name}，${task}` +
    (message === undefined ? "" : `；其消息于 ${message.sent} 发出，${message.arrived} 到达`),
  commitAt: (stage, time) => `阶段 ${stage} 于时刻 ${time} 更新`,
  idleAt: (rank, [cause, meaning], { from, to }) =>
    `处理器 ${rank}，时刻 ${from} 至 ${to}：空闲，${cause}：${meaning}`,
  description: (ranks, end, finding) =>
    `行是 ${ranks} 个处理器，时间向右，共 ${end} 个时刻。每条写明任务（F 正向，B 反向，I 误差信号，W 权值梯度）与微批；` +
    `空白为空闲，粗线为更新。${finding}。`,
  microBatches: "微批",
  messages: "消息",
  underWay: "传送中",
};

export const scheduleWords: Readonly<Record<Language, ScheduleWords>> = { en, zh };

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
