/** The scripts that terms are given in: English, Simplified Chinese, and Traditional Chinese as Taiwan writes it. */
export type Script = "en" | "zh-Hans" | "zh-Hant";

export const scripts: readonly Script[] = ["en", "zh-Hans", "zh-Hant"];

export type Term = Readonly<Record<Script, string>>;

/**
 * The words of the field, each once: narrators speak with them, glossaries list them. The Simplified words for a weight and
 * for the two passes are those of the article that the project goes back to (权值, 正向传播, 反向传播).
 */
export const terms = {
  network: term("network", "网络", "網路"),
  neuron: term("neuron", "神经元", "神經元"),
  synapse: term("synapse", "突触", "突觸"),
  population: term("population", "神经元群", "神經元群"),
  projection: term("projection", "投射", "投射"),
  layer: term("layer", "层", "層"),
  message: term("message", "消息", "訊息"),
  input: term("input", "输入", "輸入"),
  output: term("output", "输出", "輸出"),
  weight: term("weight", "权值", "權重"),
  bias: term("bias", "偏置", "偏置"),
  preActivation: term("pre-activation", "加权输入", "加權輸入"),
  activationFunction: term("activation function", "激活函数", "活化函數"),
  activation: term("activation", "激活值", "活化值"),
  gain: term("gain", "增益", "增益"),
  errorSignal: term("error signal", "误差信号", "誤差訊號"),
  sum: term("sum", "总和", "總和"),
  target: term("target", "目标值", "目標值"),
  loss: term("loss", "损失", "損失"),
  lossFunction: term("loss function", "损失函数", "損失函數"),
  gradient: term("gradient", "梯度", "梯度"),
  norm: term("norm", "范数", "範數"),
  backpropagation: term("backpropagation", "反向传播", "反向傳播"),
  forwardPass: term("forward pass", "正向传播", "正向傳播"),
  backwardPass: term("backward pass", "反向传播", "反向傳播"),
  chainRule: term("chain rule", "链式法则", "鏈鎖律"),
  sample: term("sample", "样本", "樣本"),
  microBatch: term("micro-batch", "微批", "微批次"),
  batch: term("batch", "批", "批次"),
  epoch: term("epoch", "轮", "週期"),
  commit: term("commit", "更新", "更新"),
  weightVersion: term("weight version", "权值版本", "權重版本"),
  learningRate: term("learning rate", "学习率", "學習率"),
  optimizer: term("optimizer", "优化器", "最佳化器"),
  coordinator: term("coordinator", "协调者", "協調者"),
  trace: term("trace", "运行记录", "執行紀錄"),
} as const satisfies Readonly<Record<string, Term>>;

export type TermName = keyof typeof terms;

/** All terms in one script, by their names. */
export function wordsIn(script: Script): Readonly<Record<TermName, string>> {
  const entries = Object.entries(terms).map(([name, each]) => [name, each[script]]);
  return Object.fromEntries(entries) as Record<TermName, string>;
}

function term(en: string, hans: string, hant: string): Term {
  return { en, "zh-Hans": hans, "zh-Hant": hant };
}
