import { rename, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startControl } from "./control.ts";
import { migrateConfig } from "./migrate-config.ts";
import { startSandbox } from "./sandbox.ts";

const { values } = parseArgs({
  options: {
    patients: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    "port-base": { type: "string", default: "0" },
    "time-scale": { type: "string", default: "1" },
    "cliniko-rpm": { type: "string", default: "200" },
    config: { type: "string" },
    /** File that tells another process where everything is. */
    announce: { type: "string" },
  },
});

const base = Number(values["port-base"]);
/** Ports in a row from the base, or free ones when no base was given. */
const port = (offset: number) => (base === 0 ? 0 : base + offset);

const sandbox = await startSandbox({
  seed: Number(values.seed),
  patients: Number(values.patients),
  timeScale: Number(values["time-scale"]),
  clinikoRequestsPerMinute: Number(values["cliniko-rpm"]),
  ports: { cliniko: port(0), dataverse: port(1), entra: port(2), graph: port(3) },
});
const control = await startControl(sandbox, port(4));
const config = JSON.stringify(migrateConfig(sandbox), undefined, 2);
if (values.announce !== undefined) {
  // Renamed into place: whoever waits for the file must not read half of it.
  await writeFile(
    `${values.announce}.part`,
    JSON.stringify({ control: control.origin, config: migrateConfig(sandbox) }),
  );
  await rename(`${values.announce}.part`, values.announce);
}
if (values.config !== undefined) await writeFile(values.config, `${config}\n`);

console.table({
  "Cliniko API": { url: sandbox.cliniko.url },
  "Dynamics 365": { url: sandbox.dataverse.url },
  "Entra sign-in": { url: sandbox.entra.authority },
  "Microsoft Graph": { url: sandbox.graph.url },
  Control: { url: control.origin },
});
console.log(config);

let isClosing = false;
const close = () => {
  if (isClosing) return;
  isClosing = true;
  Promise.all([sandbox.close(), control.close()]).then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, close);
// Whoever started this process is gone: nothing must be left behind.
process.once("disconnect", close);
