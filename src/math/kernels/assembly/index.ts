/** What a module of kernels exports, once for each width of Real. */
export { correlate } from "./correlate";
export { add, amplify, weightedSum } from "./kernels";
export { adam, momentum, nesterov, rmsprop, sgd } from "./updates";
export { sigmoid } from "./sigmoid";
