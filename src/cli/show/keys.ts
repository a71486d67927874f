/** What a key asks for; "closed": there will be no more keys. */
export type Key = "next" | "quit" | "interrupt" | "closed";

/** Keys one by one, in the order in which they were pressed. */
export interface Keys {
  readonly next: () => Promise<Key>;
  /** Gives the terminal back as it was. */
  readonly close: () => void;
}

/** Listens to single keys: space, enter and → ask for the next thing, q ends, Ctrl-C interrupts. */
export function openKeys(stdin: NodeJS.ReadStream): Keys {
  const pressed: Key[] = [];
  let waiting: ((key: Key) => void) | undefined;
  let isOpen = true;
  const press = (key: Key): void => {
    const wake = waiting;
    waiting = undefined;
    if (wake === undefined) pressed.push(key);
    else wake(key);
  };
  const read = (chunk: Buffer | string): void => keysIn(chunk.toString()).forEach(press);
  const end = (): void => {
    isOpen = false;
    press("closed");
  };
  stdin.on("data", read);
  stdin.once("end", end);
  stdin.once("close", end);
  if (stdin.isTTY) stdin.setRawMode(true);
  stdin.resume();
  return {
    next: () =>
      new Promise((resolve) => {
        const key = pressed.shift() ?? (isOpen ? undefined : "closed");
        if (key === undefined) waiting = resolve;
        else resolve(key);
      }),
    close() {
      isOpen = false;
      stdin.off("data", read);
      stdin.off("end", end);
      stdin.off("close", end);
      if (stdin.isTTY) stdin.setRawMode(false);
      // A stream that flows keeps the process alive.
      stdin.pause();
      waiting?.("closed");
    },
  };
}

function keysIn(text: string): Key[] {
  const found = text.match(/\r\n|\u001b\[C|\u001bOC|[ \r\nqQ\u0003\u0004]/g) ?? [];
  return found.map((key) => (key === "\u0003" ? "interrupt" : /[qQ\u0004]/.test(key) ? "quit" : "next"));
}
