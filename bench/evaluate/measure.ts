import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const measured = z.object({ fields: z.number(), columns: z.number(), milliseconds: z.number(), megabytes: z.number() });

/** Time and memory of a large account's first proposal, in a process of its own. */
export function measureLarge(): z.infer<typeof measured> {
  const script = fileURLToPath(new URL("large-account.ts", import.meta.url));
  const child = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script], { encoding: "utf8" });
  return measured.parse(JSON.parse(child.stdout));
}

/** The same as a line to print. */
export function measureInProcess(): string {
  const { fields, columns, milliseconds, megabytes } = measureLarge();
  return `\n${fields} fields × ${columns} columns from a cold start: ${(milliseconds / 1000).toFixed(2)} s, ${megabytes.toFixed(0)} MB at most (the whole process)`;
}
