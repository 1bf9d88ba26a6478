import { createDataverseClient, type DynamicsOptions } from "./client.ts";
import { whoAmI } from "./environment.ts";

/** What tells an environment's organisation from others, whatever its address is now. Throws Fault. */
export async function readOrganizationId(options: DynamicsOptions): Promise<string> {
  return (await whoAmI(createDataverseClient(options))).organizationId;
}
