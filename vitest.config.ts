import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // Nothing in sources or tests is kept from file to file: what a worker has loaded serves all of its files.
    isolate: false,
    // One worker a core: left alone, a machine of two cores would use one.
    maxWorkers: availableParallelism(),
  },
});
