import type { ClinikoOptions } from "@flit/connectors/cliniko/options";
import type { DynamicsOptions } from "@flit/connectors/dynamics/client";
import type { SharePointOptions } from "@flit/connectors/sharepoint/connector";
import type { RateGovernor } from "@flit/core/connector";
import { sha256Hex } from "@flit/core/ids";
import type { ClinikoConnection, DynamicsConnection, SharePointConnection } from "./connections.ts";

/** Limits of one account that all workers share. */
export type GovernorFactory = (account: {
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly burst: number;
}) => RateGovernor;

/** Requests that may leave at once; the rest of a limit flows evenly. */
const bursts = { cliniko: 5, microsoft: 50 } as const;

/** What the Cliniko connector and its test are opened with. Accounts are named by a hash: limits hold no secrets. */
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

function identityOf({ tenantId, clientId, clientSecret, certificate, consent, authorityUrl }: DynamicsConnection) {
  return {
    tenantId,
    clientId,
    ...(authorityUrl === undefined ? {} : { authorityUrl }),
    ...(consent && { consent }),
    ...(certificate ? { certificate } : { clientSecret: clientSecret ?? "" }),
  };
}

function microsoftLimit({ requestsPerFiveMinutes }: DynamicsConnection) {
  return { limit: requestsPerFiveMinutes, windowMs: 300_000, burst: bursts.microsoft };
}

function accountKey(platform: "cliniko" | "dynamics" | "graph", name: string): string {
  return `${platform}:${sha256Hex(name).slice(0, 24)}`;
}
