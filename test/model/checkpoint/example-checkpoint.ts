import { createHash } from "node:crypto";
import type { Checkpoint } from "../../../src/model/checkpoint/checkpoint.ts";
import { decodeCheckpoint } from "../../../src/model/checkpoint/decode-checkpoint.ts";
import { encodeCheckpoint } from "../../../src/model/checkpoint/encode-checkpoint.ts";

/** Numbers that a careless writer would change: signs of zeros, denormal ones, the largest, infinities. */
export const delicate = [
  -0,
  0,
  5e-324,
  -2.2250738585072e-308,
  1.7976931348623157e308,
  -Infinity,
  0.1,
  -1 / 3,
];

/** A checkpoint of a run with two epochs over, `parameters` numbers and as many in each of two slots. */
export function exampleCheckpoint(parameters: number, precision: "f64" | "f32" = "f64"): Checkpoint {
  const numbers = (from: number): Float64Array | Float32Array => {
    const list = Array.from({ length: parameters }, (_, i) => delicate[(i + from) % delicate.length] ?? 0);
    return precision === "f64" ? Float64Array.from(list) : Float32Array.from(list);
  };
  return {
    writer: { program: "counterflow 0.0.0", engine: "an engine" },
    run: new Map([
      ["network", "ab12"],
      ["batch size", "4"],
    ]),
    state: {
      precision,
      optimizer: "adam",
      position: { epoch: 2, batch: 1, sums: { samples: 4, loss: -0, right: 3 } },
      ...{ commits: 7, batches: 9 },
      step: { commit: 7, learningRate: 5e-324, beta1: 0.1 + 0.2, beta2: 1 },
      parameters: numbers(0),
      slots: [numbers(1), numbers(3)],
    },
    epochs: [
      { loss: 0.1, accuracy: 0.5, validation: { loss: -0, accuracy: undefined } },
      { loss: 1e-310, accuracy: undefined, validation: undefined },
    ],
  };
}

/** One that is told from others by its commits. */
export function checkpointAfter(commits: number, parameters = 5): Checkpoint {
  const checkpoint = exampleCheckpoint(parameters);
  return { ...checkpoint, state: { ...checkpoint.state, commits } };
}

/** The name of a file in a directory of checkpoints. */
export function checkpointName(serial: number): string {
  return `${String(serial).padStart(6, "0")}.checkpoint`;
}

export function encoded(checkpoint: Checkpoint): Buffer {
  return Buffer.concat([...encodeCheckpoint(checkpoint, createHash("sha256"))]);
}

export function decoded(bytes: Uint8Array): Checkpoint {
  return decodeCheckpoint(bytes, createHash("sha256"));
}

/** The same file after `change`, with a checksum that fits. */
export function forged(bytes: Uint8Array, change: (body: Buffer) => Buffer): Buffer {
  const body = change(Buffer.from(bytes.subarray(0, bytes.length - 32)));
  return Buffer.concat([body, createHash("sha256").update(body).digest()]);
}
