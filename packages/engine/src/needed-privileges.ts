import { readMigrationOptions } from "@flit/core/migration-options";
import type { NeededPrivilege } from "@flit/core/needed-privilege";
import { neededPrivileges } from "@flit/pairs/cliniko-dynamics365/needed-privileges";
import { objectMaps } from "@flit/pairs/cliniko-dynamics365/object-maps";
import { requiredSchema } from "@flit/pairs/cliniko-dynamics365/schema";
import { pairOptionsOf } from "./pair-options.ts";

/** What the application user must be allowed to do for this migration; known before anything is connected. */
export async function neededPrivilegesOf(
  described: Parameters<typeof pairOptionsOf>[0],
): Promise<readonly NeededPrivilege[]> {
  const options = await pairOptionsOf(described, readMigrationOptions(described.migration.options));
  const maps = objectMaps(options);
  return neededPrivileges(maps, requiredSchema(maps, options));
}
