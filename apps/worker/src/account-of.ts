import { readClinikoAccount } from "@flit/connectors/cliniko/account-id";
import { readOrganizationId } from "@flit/connectors/dynamics/organization-id";
import type { Migration } from "@flit/core/ports";
import { connections } from "./connections.ts";
import { clinikoOptions, dynamicsOptions, type GovernorFactory } from "./platforms.ts";
import { notConnected } from "./test-connection.ts";

/** What tells the connected account or organisation from others; null when it does not say. Throws Fault, Refusal. */
export async function accountOf(
  migration: Pick<Migration, "connections">,
  platform: "cliniko" | "dynamics",
  governor: GovernorFactory,
  allowLocal: boolean,
): Promise<string | null> {
  const { cliniko, dynamics } = connections.parse(migration.connections);
  return platform === "cliniko"
    ? readClinikoAccount(clinikoOptions(cliniko ?? notConnected(["Cliniko"]), governor, allowLocal))
    : readOrganizationId(dynamicsOptions(dynamics ?? notConnected(["Dynamics 365"]), governor, allowLocal));
}
