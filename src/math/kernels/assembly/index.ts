/** What a module of kernels exports, once for each width of Real. */
export { accumulate, add, amplify, correlate, weightedSum } from "./kernels";
export { adam, momentum, nesterov, rmsprop, sgd } from "./updates";
