import { writeSync } from "node:fs";
import { runProcess } from "../../src/cli/main.ts";
import { nodeFileSystem } from "../../src/files/file-system.ts";

// The command line itself on a disk that takes the first checkpoint, and hesitates for a minute with all others: in the middle
// of the second one it says "hesitating" on stdout.

const { synchronize } = nodeFileSystem;
/** A checkpoint asks for its file and for the directory. */
let left = 2;
Object.assign(nodeFileSystem, {
  synchronize: (file: number) => {
    if (--left < 0) {
      writeSync(1, "hesitating");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
    }
    synchronize(file);
  },
});
await runProcess(process.argv.slice(2));
