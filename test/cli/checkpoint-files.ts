import { readdirSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "./command-line.ts";

export const classifier = {
  format: "counterflow-network",
  version: 1,
  loss: "binary-cross-entropy",
  seed: 3,
  layers: [
    { id: "x", size: 2 },
    { id: "h", size: 4, activation: "tanh" },
    { id: "y", size: 1, activation: "sigmoid" },
  ],
};
const wider = {
  ...classifier,
  layers: [classifier.layers[0], { ...classifier.layers[1], size: 5 }, classifier.layers[2]],
};
export const circle = "builtin:circle:samples=50,seed=1";
export const held = "builtin:circle:samples=20,seed=2";

/** A folder with a network and no checkpoints yet. */
export function files() {
  const folder = folderWith({ "network.json": classifier, "wider.json": wider });
  const at = (name: string): string => join(folder, name);
  return { folder, network: at("network.json"), wider: at("wider.json"), ck: at("ck"), out: at("out.json") };
}

/** Five batches an epoch. */
export const basic = (network: string, epochs: number): string[] => [
  "train",
  network,
  circle,
  "--epochs",
  String(epochs),
];
export const checkpointsIn = (path: string): string[] =>
  readdirSync(path).filter((name) => name.endsWith(".checkpoint"));
