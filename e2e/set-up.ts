import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "../scripts/find-chromium.mjs";
import { e2eEnv, handOver } from "./env.ts";
import { startProduct } from "./product-process.ts";

/** Starts the product as a person would, with a small clinic, and answers how to end it. */
export default async function setUp(): Promise<() => Promise<void>> {
  if ((await findChromium()) === null)
    throw new Error(
      "No Chromium was found: install it (Debian: apt-get install chromium), or set CHROMIUM to its path.",
    );
  const folder = mkdtempSync(join(tmpdir(), "flit-e2e-"));
  // Postgres, run by root, works as a user of its own and has to get through; nothing here can be listed.
  chmodSync(folder, 0o711);
  const product = await startProduct(folder, { patients: e2eEnv().FLIT_LARGE ?? 100 });
  handOver(folder);
  return async () => {
    await product.end();
    keepLogs(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}

/** What the product's processes said is kept for whoever looks into a failure: an error's reference leads there. */
function keepLogs(folder: string): void {
  const kept = fileURLToPath(new URL("../.flit/e2e-logs", import.meta.url));
  mkdirSync(kept, { recursive: true });
  for (const log of ["start.log", "state/web.log", "state/worker.log"])
    if (existsSync(join(folder, log))) cpSync(join(folder, log), join(kept, basename(log)));
}
