import type { PlatformName, StoredConnectionTest } from "@flit/core/inventory-store";
import type { StoreTransaction } from "@flit/core/ports";
import type { ClinikoConnection, Connections, DynamicsConnection } from "@flit/worker/connections";
import type { ShownCliniko, ShownDynamics, ShownFiles, ShownTest } from "../../features/connections/endpoints.ts";
import { shardOf } from "../../features/connections/shard-of.ts";

type Tests = ReadonlyMap<PlatformName, ShownTest>;

/** A Cliniko connection without its key. */
export function showCliniko(cliniko: ClinikoConnection, tests: Tests): ShownCliniko {
  const { apiKey, baseUrl, vendorName, vendorEmail, requestsPerMinute } = cliniko;
  const shard = shardOf(apiKey);
  return {
    keyEnding: shard === null ? "" : `-${shard}`,
    host: baseUrl === undefined ? `api.${shard ?? "au1"}.cliniko.com` : new URL(baseUrl).host,
    baseUrl: baseUrl ?? null,
    vendorName,
    vendorEmail,
    requestsPerMinute,
    test: tests.get("cliniko") ?? null,
  };
}

/** A Dynamics connection without its secret, private key or tokens. */
export function showDynamics(dynamics: DynamicsConnection, tests: Tests): ShownDynamics {
  const { url, tenantId, clientId, authorityUrl } = dynamics;
  return {
    url,
    tenantId,
    clientId,
    authorityUrl: authorityUrl ?? null,
    proof: proofOf(dynamics),
    test: tests.get("dynamics") ?? null,
  };
}

function proofOf({ certificate, consent }: DynamicsConnection): ShownDynamics["proof"] {
  if (consent) return { kind: "consent", account: consent.account, since: consent.at };
  if (!certificate) return { kind: "secret" };
  const { thumbprint, expiresAt } = certificate;
  return { kind: "certificate", thumbprint, expiresAt: expiresAt ?? null };
}

/** Where attachments go. */
export function showFiles({ sharepoint, filesStay }: Connections, tests: Tests): ShownFiles {
  const test = tests.get("sharepoint") ?? null;
  if (sharepoint)
    return { choice: "sharepoint", siteUrl: sharepoint.siteUrl, graphUrl: sharepoint.graphUrl ?? null, test };
  return { choice: filesStay ? "stay" : "open", siteUrl: null, graphUrl: null, test: null };
}

/** The last test of each platform with who made it, as the log of actions says. */
export async function shownTests(tx: StoreTransaction, migrationId: string): Promise<Tests> {
  const tests = await tx.inventory.connectionTests(migrationId);
  const logged = [];
  for (const event of ["connection.saved", "connection.tested"] as const)
    logged.push(...(await tx.actions.page({ event, migrationId, beforePosition: null, limit: 50 })));
  const latest = logged.sort((a, b) => b.position - a.position);
  const by = (platform: PlatformName) =>
    latest.find(({ subject }) => subject.platform === platform && subject.of === "saved")?.personName ?? null;
  const shown = ({ at, isGood, checks, platform }: StoredConnectionTest): ShownTest => ({
    at,
    by: by(platform),
    isGood,
    checks: [...checks],
  });
  return new Map(tests.map((test) => [test.platform, shown(test)]));
}
