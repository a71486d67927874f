/**
 * One subject and one workload in one process: `tsx test/bench/train.ts SUBJECT WORKLOAD PRECISION [BATCH]`, where a
 * subject is one of ours or a peer. Prints 10⁶ weights × samples a second of CPU time: the median of 9 turns after
 * warming up. See `npm run bench -- --help` for all of them in one call.
 */
import { type Precision, precisions } from "../../src/math/precision.ts";
import { type Probe, serve } from "./harness/serve.ts";
import { peers } from "./peers/peers.ts";
import { ownSubjects } from "./subjects/own.ts";
import type { Prepare, Subject } from "./subjects/subject.ts";
import { type Workload, type WorkloadName, weightsOf, workloads } from "./workloads.ts";

/** Within so many calls a loss must have fallen. */
const mostCalls = 20;

const [name = "", letter = "", precision = "f64", batch] = process.argv.slice(2);
await serve(async () => {
  const prepare = ownSubjects[name] ?? (await peerNamed(name));
  const given = workloads[letter as WorkloadName] as Workload | undefined;
  if (prepare === undefined || given === undefined || !precisions.includes(precision as Precision)) {
    const names = [...Object.keys(ownSubjects), ...peers.map((peer) => peer.name)];
    throw new Error(
      `expected SUBJECT (${names.join(", ")}) WORKLOAD (${Object.keys(workloads).join(", ")}) ` +
        `PRECISION (${precisions.join(", ")}); got ${name} ${letter} ${precision}`,
    );
  }
  const workload = batch === undefined ? given : ofBatches(given, Number(batch));
  return learner(await prepare(workload, precision as Precision), workload);
});

/** A peer is loaded only where it is asked for: it may not be installed. */
async function peerNamed(wanted: string): Promise<Prepare | undefined> {
  return peers.find((peer) => peer.name === wanted)?.load();
}

/** The same network with batches of another size, which the samples fill. */
function ofBatches(workload: Workload, size: number): Workload {
  return { ...workload, batch: size, count: Math.ceil(workload.count / size) * size };
}

/**
 * Says what one call has made of the loss, which those must agree on that compute the same.
 * @throws Error if the loss does not fall: what does not learn is fast, and proves nothing
 */
function learner({ samples, train, loss }: Subject, workload: Workload): Probe {
  const before = loss();
  train();
  const after = loss();
  let least = after;
  for (let call = 1; call < mostCalls && !(least < before); call++) {
    train();
    least = loss();
  }
  if (!(least < before)) throw new Error(`${name} on ${letter}: expected the loss to fall; got ${before}, then ${least}`); // prettier-ignore
  return {
    facts: { lossBefore: before, lossAfterOneCall: after },
    units: (samples * weightsOf(workload)) / 1e6,
    work: train,
  };
}
