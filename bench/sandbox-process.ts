import { startControl } from "@flit/sandbox/control";
import { migrateConfig } from "@flit/sandbox/migrate-config";
import { type SandboxOptions, startSandbox } from "@flit/sandbox/sandbox";

/** The platforms in a process of their own. Its argument is the sandbox's options; it says where it is, and ends with its parent. */
const options: SandboxOptions = JSON.parse(process.argv[2] ?? "{}");
const sandbox = await startSandbox(options);
const control = await startControl(sandbox);
process.on("disconnect", () => process.exit(0));
process.send?.({ control: control.origin, config: migrateConfig(sandbox) });
