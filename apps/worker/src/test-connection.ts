import { checkCliniko } from "@flit/connectors/cliniko/check-connection";
import { checkDynamics } from "@flit/connectors/dynamics/check-connection";
import { checkSharePoint } from "@flit/connectors/sharepoint/check-connection";
import type { ConnectionCheck } from "@flit/core/connection-check";
import type { PlatformName } from "@flit/core/inventory-store";
import type { Migration, TenantStore } from "@flit/core/ports";
import { Refusal } from "@flit/core/refusal";
import { neededPrivilegesOf } from "@flit/engine/needed-privileges";
import { certificateCheck } from "./certificate-check.ts";
import { connections } from "./connections.ts";
import { clinikoOptions, dynamicsOptions, type GovernorFactory, sharePointOptions } from "./platforms.ts";

/** A migration and its store; its connections may be ones that are not saved yet. */
export interface Tested {
  readonly store: TenantStore;
  readonly migration: Migration;
}

/** Tries one connection of a migration, check by check, and remembers the outcome at the end. Throws Refusal. */
export async function* testConnection(
  tested: Tested,
  platform: PlatformName,
  governor: GovernorFactory,
  allowLocal: boolean,
): AsyncGenerator<ConnectionCheck> {
  const checks: ConnectionCheck[] = [];
  for await (const check of tryConnection(tested, platform, governor, allowLocal)) {
    checks.push(check);
    yield check;
  }
  await tested.store.transact((tx) => tx.inventory.putConnectionTest(tested.migration.id, platform, checks));
}

/** Tries one connection of a migration without remembering anything. Throws Refusal. */
export async function* tryConnection(
  tested: Tested,
  platform: PlatformName,
  governor: GovernorFactory,
  allowLocal: boolean,
): AsyncGenerator<ConnectionCheck> {
  const { cliniko, dynamics, sharepoint } = connections.parse(tested.migration.connections);
  switch (platform) {
    case "cliniko":
      yield* checkCliniko(clinikoOptions(cliniko ?? notConnected(["Cliniko"]), governor, allowLocal));
      return;
    case "dynamics": {
      const options = dynamicsOptions(dynamics ?? notConnected(["Dynamics 365"]), governor, allowLocal);
      if (dynamics?.certificate?.expiresAt) yield certificateCheck(dynamics.certificate.expiresAt, Date.now());
      yield* checkDynamics(options, await neededPrivilegesOf({ ...tested, files: sharepoint }));
      return;
    }
    case "sharepoint": {
      if (!dynamics || !sharepoint)
        return notConnected([...(dynamics ? [] : ["Dynamics 365"]), ...(sharepoint ? [] : ["SharePoint"])]);
      yield* checkSharePoint(sharePointOptions(dynamics, sharepoint, governor, allowLocal));
    }
  }
}

/** Refuses what needs a platform that is not connected yet, and names it. */
export function notConnected(missing: readonly string[]): never {
  throw new Refusal("not-connected", `Connect ${missing.join(" and ")} first.`);
}
