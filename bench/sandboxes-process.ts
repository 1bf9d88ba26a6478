import { startControl } from "@flit/sandbox/control";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type SandboxOptions, startSandbox } from "@flit/sandbox/sandbox";

/** Several pairs of platforms in one process. Its argument is the options of each; it says where they are, and ends with its parent. */
const all: readonly SandboxOptions[] = JSON.parse(process.argv[2] ?? "[]");
const places: { control: string; config: object }[] = [];
for (const options of all) {
  const sandbox = await startSandbox(options);
  places.push({ control: (await startControl(sandbox)).origin, config: migrateConfig(sandbox) });
}
process.on("disconnect", () => process.exit(0));
process.send?.(places);
