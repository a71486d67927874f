export { accumulate, add, amplify, correlate, firstNotFinite, total } from "./kernels";
export { adam, momentum, nesterov, rmsprop, sgd } from "./updates";
