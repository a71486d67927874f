/** What a module of kernels exports, once for each width of Real. */
export { correlate } from "./correlate";
export { backward, forward } from "./passes";
export { adam, momentum, nesterov, rmsprop, sgd } from "./updates";
