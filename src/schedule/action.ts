/**
 * What a stage computes for one micro-batch: F the forward pass, I the backward pass as far as the error signals
 * (of the inputs), W the gradients of the weights, B both of these, I then W.
 */
export type Computation = "F" | "I" | "W" | "B";

/** One thing that a rank does: `0F2` is stage 0's forward pass of micro-batch 2. */
export interface Action {
  readonly stage: number;
  readonly kind: Computation;
  readonly microBatch: number;
}

/** What else a schedule of PyTorch may say. Here messages are sent, and weights are where they are, by themselves. */
export interface Housekeeping {
  readonly stage: number;
  readonly kind: "UNSHARD" | "RESHARD" | "REDUCE_GRAD" | "SEND_F" | "RECV_F" | "SEND_B" | "RECV_B";
  readonly microBatch: number | undefined;
}

// The grammar of an action's text in torch.distributed.pipelining (schedules.py, `_action_regex`), with numbers of a
// size that one can count up to.
const grammar =
  /^(\d{1,6})(?:([FIBW])(\d{1,6})|(UNSHARD|RESHARD|REDUCE_GRAD|SEND_F|RECV_F|SEND_B|RECV_B)(\d{0,6}))$/;

/** The action that a text is, or undefined: `0F2`, `1B0`, `1I0`, `1W0`, and `1SEND_F0`, `0UNSHARD` and the like. */
export function parseAction(text: string): Action | Housekeeping | undefined {
  const [, stage, computation, microBatch, other, of] = grammar.exec(text) ?? [];
  const numbers = [stage, microBatch, of].filter((digits) => digits !== undefined && digits !== "");
  if (stage === undefined || !numbers.every((digits) => Number.isSafeInteger(Number(digits))))
    return undefined;
  if (computation !== undefined) {
    return { stage: Number(stage), kind: computation as Computation, microBatch: Number(microBatch) };
  }
  const kind = other as Housekeeping["kind"];
  return { stage: Number(stage), kind, microBatch: of === "" ? undefined : Number(of) };
}

/** Whether an action takes a stage's time here. */
export function isComputation(action: Action | Housekeeping): action is Action {
  return action.kind.length === 1;
}

/** PyTorch's text of an action: `0F2`. */
export function actionText({ stage, kind, microBatch }: Action | Housekeeping): string {
  return `${stage}${kind}${microBatch ?? ""}`;
}
