import { writeSync } from "node:fs";
import { runProcess } from "../../src/cli/main.ts";
import { CheckpointDirectory } from "../../src/files/checkpoint-directory.ts";

// The command line itself, except that it says on stdout, line by line, that a checkpoint is about to be saved, and how many
// commits it has once it is.

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own `this` below
const { save } = CheckpointDirectory.prototype;
CheckpointDirectory.prototype.save = function (checkpoint) {
  writeSync(1, "saving\n");
  const name = save.call(this, checkpoint);
  writeSync(1, `${checkpoint.state.commits}\n`);
  return name;
};
await runProcess(process.argv.slice(2));
