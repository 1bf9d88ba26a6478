import { createClinikoConnector } from "@flit/connectors/cliniko/connector";
import type { ClinikoOptions } from "@flit/connectors/cliniko/options";
import type { DynamicsOptions } from "@flit/connectors/dynamics/client";
import { createDynamicsConnector } from "@flit/connectors/dynamics/connector";
import { createSharePointConnector, type SharePointOptions } from "@flit/connectors/sharepoint/connector";
import type { DestinationConnector, FileConnector, RateGovernor, SourceConnector } from "@flit/core/connector";
import { sha256Hex } from "@flit/core/ids";
import type { ClinikoConnection, Connections, DynamicsConnection, SharePointConnection } from "./connections.ts";

/** The platforms of one migration, ready to be called; null for those that are not connected yet. */
export interface Platforms {
  readonly source: SourceConnector | null;
  readonly destination: DestinationConnector | null;
  readonly files: FileConnector | null;
}

/** Limits of one account that all workers share. */
export type GovernorFactory = (account: {
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly burst: number;
}) => RateGovernor;

/** Requests that may leave at once; the rest of a limit flows evenly. */
const bursts = { cliniko: 5, microsoft: 50 } as const;

/** Opens the connectors of a migration. Accounts are named by a hash, so that limits hold no secrets. */
export function openPlatforms(connections: Connections, governor: GovernorFactory, allowLocal: boolean): Platforms {
  const { cliniko, dynamics, sharepoint } = connections;
  return {
    source: cliniko && createClinikoConnector(clinikoOptions(cliniko, governor, allowLocal)),
    destination: dynamics && createDynamicsConnector(dynamicsOptions(dynamics, governor, allowLocal)),
    files:
      dynamics &&
      sharepoint &&
      createSharePointConnector(sharePointOptions(dynamics, sharepoint, governor, allowLocal)),
  };
}

/** What the Cliniko connector and its test are opened with. */
export function clinikoOptions(
  { requestsPerMinute, baseUrl, ...access }: ClinikoConnection,
  governor: GovernorFactory,
  allowLocal: boolean,
): ClinikoOptions {
  const limit = { limit: requestsPerMinute, windowMs: 60_000, burst: bursts.cliniko };
  return {
    ...access,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    governor: governor({ key: accountKey("cliniko", access.apiKey), ...limit }),
    allowLocal,
  };
}

/** What the Dynamics connector and its test are opened with. */
export function dynamicsOptions(
  dynamics: DynamicsConnection,
  governor: GovernorFactory,
  allowLocal: boolean,
): DynamicsOptions {
  return {
    ...identityOf(dynamics),
    url: dynamics.url,
    governor: governor({ key: accountKey("dynamics", dynamics.url), ...microsoftLimit(dynamics) }),
    allowLocal,
  };
}

/** What the SharePoint connector and its test are opened with. */
export function sharePointOptions(
  dynamics: DynamicsConnection,
  { siteUrl, graphUrl }: SharePointConnection,
  governor: GovernorFactory,
  allowLocal: boolean,
): SharePointOptions {
  return {
    ...identityOf(dynamics),
    siteUrl,
    ...(graphUrl === undefined ? {} : { graphUrl }),
    governor: governor({ key: accountKey("graph", siteUrl), ...microsoftLimit(dynamics) }),
    allowLocal,
  };
}

function identityOf({ tenantId, clientId, clientSecret, certificate, authorityUrl }: DynamicsConnection) {
  return {
    tenantId,
    clientId,
    ...(authorityUrl === undefined ? {} : { authorityUrl }),
    ...(certificate ? { certificate } : { clientSecret: clientSecret ?? "" }),
  };
}

function microsoftLimit({ requestsPerFiveMinutes }: DynamicsConnection) {
  return { limit: requestsPerFiveMinutes, windowMs: 300_000, burst: bursts.microsoft };
}

function accountKey(platform: "cliniko" | "dynamics" | "graph", name: string): string {
  return `${platform}:${sha256Hex(name).slice(0, 24)}`;
}
