export { accumulate, add, amplify, correlate, weightedSum } from "./kernels";
export { adam, momentum, nesterov, rmsprop, sgd } from "./updates";
