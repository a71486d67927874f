/**
 * `npm run bench`: the network, the same kernels without actors, plain loops and other libraries in one call. A round of
 * everything is run before the next one begins; within a round what is compared runs in turn, each in a process of its
 * own. On a shared machine single figures drift: the ratios of neighbours in time are what counts.
 */
import { reportFailure } from "../../src/cli/io/report-failure.ts";
import { expectWritable, writeFile } from "../../src/files/write-file.ts";
import { type Heat, type Round, runRound } from "./harness/heat.ts";
import { barsOf, circumstances, jsonReport, loadNow, markdownReport, tablesOf, textReport } from "./harness/report.ts"; // prettier-ignore
import { type BenchOptions, parseOptions } from "./options.ts";
import { installedPeers } from "./peers/install.ts";
import { sections } from "./sections/sections.ts";

/** What goes on, while it does; results alone go to stdout. */
const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function main(options: BenchOptions): Promise<void> {
  const files = [options.json, options.markdown].filter((path) => path !== undefined);
  for (const path of files) expectWritable(path);
  const about = circumstances(options);
  const chosen = sections.filter(({ letter }) => options.only.includes(letter));
  const needsPeers = options.peers && chosen.some(({ hasPeers }) => hasPeers === true);
  const peers = needsPeers ? installedPeers(tell) : [];
  const heats = chosen.flatMap((section) => section.heats({ options, peers }));
  const results = await runAll(heats, options.rounds);
  about.load.end = loadNow();
  const tables = tablesOf(chosen, results);
  process.stdout.write(textReport(about, tables));
  if (options.json !== undefined)
    writeFile(options.json, [jsonReport(about, results, barsOf(chosen, results))]);
  if (options.markdown !== undefined) writeFile(options.markdown, [markdownReport(about, tables)]);
}

async function runAll(heats: readonly Heat[], rounds: number): Promise<Map<string, Round[]>> {
  const results = new Map<string, Round[]>(heats.map(({ id }) => [id, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const heat of heats) {
      tell(`round ${round} of ${rounds}: ${heat.id}`);
      results.get(heat.id)?.push(await runRound(heat));
    }
  }
  return results;
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  process.exitCode = reportFailure(error);
}
