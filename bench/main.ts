import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compareWays } from "./compare-ways.ts";
import { measureFairness } from "./fairness.ts";
import { compareSizes } from "./memory.ts";

/** `npm run bench [-- --patients N --time-scale N]`: ways compared; `-- --memory`: sizes of clinics compared; `-- --fairness`: small tenants beside a large one. */
const { values } = parseArgs({
  options: {
    patients: { type: "string", default: "400" },
    "time-scale": { type: "string", default: "10" },
    memory: { type: "boolean", default: false },
    fairness: { type: "boolean", default: false },
    records: { type: "string", default: "20000,200000" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "flit-bench-"));
// Postgres, run by root, works as a user of its own and has to get through; nothing here can be listed.
chmodSync(folder, 0o711);
try {
  if (values.memory) await compareSizes(folder, values.records.split(",").map(Number));
  else if (values.fairness) await measureFairness(folder, Number(values.patients));
  else await compareWays(folder, Number(values.patients), Number(values["time-scale"]));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
