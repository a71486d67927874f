import type { Language } from "../../src/index.ts";

/** What reversed-arrows says, step by step. Lines that begin with a blank are formulas, the same in both. */
export interface Texts {
  readonly why: Step;
  readonly chainRule: Step;
  readonly neuron: Step;
  readonly forward: Step;
  readonly gains: Step;
  readonly hardPart: Step;
  readonly arrows: Step;
  readonly outputLayer: Step;
  readonly notOutputLayer: Step;
  readonly product: Step;
  /** Headings of the table of products. */
  readonly columns: readonly string[];
  readonly summary: Step;
  readonly curve: string;
}

export interface Step {
  readonly heading: string;
  readonly text: string;
}

const chainRules = `
    y = g(x), z = h(y)                dz/dx = dz/dy · dy/dx
        y = 2x, z = y², x = 3         dz/dx = 12 · 2 = 24

    x = g(s), y = h(s), z = k(x, y)   dz/ds = ∂z/∂x · dx/ds + ∂z/∂y · dy/ds
        x = 2s, y = s², z = xy, s = 3 dz/ds = 9 · 2 + 6 · 6 = 54`;

const oneNeuron = `
    z = w1·x1 + w2·x2 + b             a = σ(z) = 1 / (1 + e⁻ᶻ)

    (0)  ∂l/∂w = ∂z/∂w · ∂l/∂z`;

const formulas1And2 = `
    (1)  ∂l/∂z = ∂a/∂z · ∂l/∂a = σ'(z) · ∂l/∂a

         ∂l/∂a = ∂z'/∂a · ∂l/∂z' + ∂z''/∂a · ∂l/∂z''
               =     w3 · ∂l/∂z' +      w4 · ∂l/∂z''

    (2)  ∂l/∂z = σ'(z) · [ w3 · ∂l/∂z' + w4 · ∂l/∂z'' ]`;

const atTheOutput = `
    y1 = σ(z'),  y2 = σ(z''),  l = ½(y1 − t1)² + ½(y2 − t2)²

    ∂l/∂z'  = ∂y1/∂z'  · ∂l/∂y1 = σ'(z')  · (y1 − t1)
    ∂l/∂z'' = ∂y2/∂z'' · ∂l/∂y2 = σ'(z'') · (y2 − t2)`;

const en: Texts = {
  why: {
    heading: "Backpropagation: the network with its arrows turned round",
    text: `Training looks for the weights with the smallest loss l. Gradient descent needs ∂l/∂w of every weight, and in a network with hidden layers it is found layer by layer: one pass forward, one pass backward, one update; then again, until the output is good enough.`,
  },
  chainRule: {
    heading: "1. The chain rule",
    text: `All of it rests on the chain rule. Along a path, derivatives are multiplied; over several paths, they are added.
${chainRules}`,
  },
  neuron: {
    heading: "2. One neuron",
    text: `A neuron adds up its weighted inputs and its bias, and squashes the sum with the sigmoid σ. The loss depends on a weight only by way of z, so its derivative has two factors.
${oneNeuron}

The first factor comes from the forward pass, the second from the backward pass. In our network, a feeds two more neurons, z' through w3 and z'' through w4. We give it x1 = 1 and x2 = 2, and ask for y1 = 0 and y2 = 1.`,
  },
  forward: {
    heading: "3. The forward pass hands out every ∂z/∂w",
    text: `z = w1·x1 + w2·x2 + b, hence ∂z/∂w1 = x1 and ∂z/∂w2 = x2: the derivative is the very number that travels on the wire. Watch it travel.`,
  },
  gains: {
    heading: "4. … and every gain",
    text: `Each neuron now knows z, and hence σ'(z) = a·(1 − a) as well. It keeps this number for the way back, where it is a constant: the neuron's gain.`,
  },
  hardPart: {
    heading: "5. The hard part: ∂l/∂z",
    text: `z moves the loss by way of a, and a by way of z' and z''. The chain rule, twice:
${formulas1And2}`,
  },
  arrows: {
    heading: "6. The arrows turned round",
    text: `Read formula 2 as a neuron. Its inputs are ∂l/∂z' and ∂l/∂z'', its weights w3 and w4. In the place of the squashing σ stands an amplifier, which multiplies by the constant gain σ'(z). That is our network, with every arrow turned round:`,
  },
  outputLayer: {
    heading: "7. Case 1: z' and z'' are in the output layer",
    text: `What enters the reversed network on the right? There, output and target are known:
${atTheOutput}

From here the error signals δ = ∂l/∂z flow back, and each neuron does what formula 2 says.`,
  },
  notOutputLayer: {
    heading: "8. Case 2: z' and z'' are not in the output layer",
    text: `Put one more layer behind. Now z' is where z was: formula 2 gives ∂l/∂z' from the layer behind it. So begin at the output layer, and let the error signals flow back. It is one pass, as cheap as the forward pass.`,
  },
  product: {
    heading: "9. The product of both passes is the gradient",
    text: `Formula 0, for every parameter: what the forward pass brought times what the backward pass brought. Beside it, a numeric derivative: the parameter a little up, a little down, and a forward pass of the whole network for each. (Of a bias, ∂z/∂b = 1.)`,
  },
  columns: ["parameter", "forward ∂z/∂w", "backward ∂l/∂z", "product ∂l/∂w", "numeric", "difference"],
  summary: {
    heading: "Summary",
    text: `The forward pass gives every ∂z/∂w and every σ'(z). The reversed pass gives every ∂l/∂z. Their product is the gradient. Gradient descent moves every weight against it, and begins again.`,
  },
  curve: "loss l over 30 steps of gradient descent (learning rate 1)",
};

const zh: Texts = {
  why: {
    heading: "反向传播：把网络的箭头全都倒过来",
    text: `训练就是寻找使损失 l 最小的权值。梯度下降需要 l 对每个权值的偏导 ∂l/∂w。网络有了隐藏层，就得逐层去求：正向传播一次，反向传播一次，更新一次权值；如此反复，直到输出达到标准。`,
  },
  chainRule: {
    heading: "1. 链式法则",
    text: `一切都建立在链式法则之上：沿着一条路径，导数相乘；有多条路径，就把它们相加。
${chainRules}`,
  },
  neuron: {
    heading: "2. 一个神经元",
    text: `神经元把输入乘以权值后求和，加上偏置，再代入 Sigmoid 函数 σ。权值只能通过 z 影响损失，所以偏导有两个因子。
${oneNeuron}

第一个因子来自正向传播，第二个因子来自反向传播。在我们的网络里，a 通过 w3 传给 z'，通过 w4 传给 z''。输入是 x1 = 1、x2 = 2，希望的输出是 y1 = 0、y2 = 1。`,
  },
  forward: {
    heading: "3. 正向传播：求出每一个 ∂z/∂w",
    text: `z = w1·x1 + w2·x2 + b，所以 ∂z/∂w1 = x1，∂z/∂w2 = x2：偏导就是这条线上传过来的那个数。请看它怎样传递。`,
  },
  gains: {
    heading: "4. ……以及每一个增益",
    text: `现在每个神经元都知道了自己的 z，也就知道了 σ'(z) = a·(1 − a)。它把这个数留到反向传播时用；那时它是一个常数，叫作这个神经元的增益。`,
  },
  hardPart: {
    heading: "5. 难的部分：∂l/∂z",
    text: `z 通过 a 影响损失，a 又通过 z' 和 z'' 影响损失。用两次链式法则：
${formulas1And2}`,
  },
  arrows: {
    heading: "6. 把箭头全都倒过来",
    text: `把公式 2 看成一个神经元：它的输入是 ∂l/∂z' 和 ∂l/∂z''，权值是 w3 和 w4；原来 σ 的位置上换成了一个放大器，它乘以固定的增益 σ'(z)。这不就是我们的网络，把箭头全都倒过来嘛：`,
  },
  outputLayer: {
    heading: "7. 第一种情况：z' 与 z'' 在输出层",
    text: `反向的网络从右边输入什么？在输出层，输出值和目标值都是已知的：
${atTheOutput}

误差信号 δ = ∂l/∂z 从这里往回传，每个神经元都照公式 2 计算。`,
  },
  notOutputLayer: {
    heading: "8. 第二种情况：z' 与 z'' 不在输出层",
    text: `在后面再加一层。现在 z' 处在原来 z 的位置上：用公式 2，由它后面的一层求出 ∂l/∂z'。所以先算输出层，再让误差信号一层一层往回传。只需传一遍，代价和正向传播一样。`,
  },
  product: {
    heading: "9. 两次传播的乘积就是梯度",
    text: `对每个参数使用公式 0：正向传播得到的数，乘以反向传播得到的数。旁边是数值导数：把这个参数调大一点点、再调小一点点，各做一次整个网络的正向传播。（对偏置，∂z/∂b = 1。）`,
  },
  columns: ["参数", "正向 ∂z/∂w", "反向 ∂l/∂z", "乘积 ∂l/∂w", "数值导数", "相差"],
  summary: {
    heading: "总结",
    text: `正向传播给出每个 ∂z/∂w 和每个 σ'(z)，反向传播给出每个 ∂l/∂z，二者的乘积就是梯度。梯度下降让每个权值逆着梯度移动，然后重新开始。`,
  },
  curve: "梯度下降 30 步的损失 l（学习率 1）",
};

/** The texts in every language. */
export const texts: Readonly<Record<Language, Texts>> = { en, zh };
