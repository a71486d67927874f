import { createLogUpdate } from "log-update";

/** Text that is replaced in place, at the end of what a terminal shows. */
export interface LiveArea {
  readonly show: (text: string) => void;
  /** Leaves what is shown where it is; what comes next goes below it. */
  readonly keep: () => void;
}

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";

/** The cursor is hidden while something is shown, and comes back with `keep`. */
export function createLiveArea(stdout: NodeJS.WriteStream): LiveArea {
  // It would look after the cursor of the process's own stderr.
  const update = createLogUpdate(stdout, { showCursor: true });
  let shown: string | undefined;
  return {
    show(text) {
      if (shown === undefined) stdout.write(hideCursor);
      shown = text;
      // log-update 7.2.0 loses count of lines where the last one that changes becomes empty.
      update(text.replace(/^$/gm, " "));
    },
    keep() {
      if (shown === undefined) return;
      update(shown.trimEnd().replace(/^$/gm, " "));
      shown = undefined;
      update.done();
      stdout.write(showCursor);
    },
  };
}
