/** What the scenario says before and after its table. */
export const parameterServerTexts = {
  rules: (slow: number): string =>
    `A step takes a tick on average, and ${slow} at the slow worker, exponentially spread; a message takes 0.1. Behind a barrier (bsp) one ` +
    "commit takes the mean of all gradients, and all wait for it; or of the first six, and what the last two bring is dropped. With a slack of s " +
    "(ssp) nobody is more than s steps ahead of the slowest. Asynchronous workers (asp) wait for nobody; those of Hogwild share one memory, " +
    "without locks.",
  race: (loss: number, { stored, lost }: { readonly stored: number; readonly lost: number }): string =>
    `Ticks and points until the loss over all points is ${loss}; crossed: commits between what a gradient was computed at and what it is ` +
    "added to, on average and at most. Each point counts as much under every rule. Waiting costs ticks; staleness costs next to nothing here. " +
    "Whatever times are like, asynchronous gradients of 8 workers cross 7 commits on average, but for the beginning. " +
    `Hogwild lost ${lost} of ${stored} updates of a row.`,
  shares:
    "Eight equal workers with exponential times, asynchronous: the share of gradients that crosses k commits, and (1/8)·(7/8)^k.",
};
