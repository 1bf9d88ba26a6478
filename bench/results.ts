import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const file = new URL("./results.json", import.meta.url);

/** Puts the figures of one kind of run into bench/results.json beside those of the other kind. */
export function saveResults(kind: "ways" | "memory" | "fairness", figures: object): void {
  const known: object = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const machine = { node: process.version, platform: process.platform, cores: availableParallelism() };
  const entry = { date: new Date().toISOString(), ...machine, ...figures };
  writeFileSync(file, `${JSON.stringify({ ...known, [kind]: entry }, null, 2)}\n`);
}
