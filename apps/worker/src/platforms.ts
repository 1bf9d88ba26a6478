import type { ClinikoOptions } from "@flit/connectors/cliniko/options";
import type { DynamicsOptions } from "@flit/connectors/dynamics/client";
import type { SharePointOptions } from "@flit/connectors/sharepoint/connector";
import type { RateGovernor } from "@flit/core/connector";
import { sha256Hex } from "@flit/core/ids";
import type { RateLimit } from "@flit/core/rate-window";
import type { ClinikoConnection, Connections, DynamicsConnection, SharePointConnection } from "./connections.ts";

/** Limits of one account that all workers share. */
export type GovernorFactory = (account: RateLimit & { readonly key: string }) => RateGovernor;

/** The windows of the platforms' own limits, and the most requests that may come at once in them. */
const windows = {
  cliniko: { most: 200, windowMs: 60_000 },
  microsoft: { most: 6_000, windowMs: 300_000 },
} as const;

/** A pace above the platform's own makes its window shorter, not what comes at once larger. */
function rateOf({ most, windowMs }: (typeof windows)[keyof typeof windows], wanted: number): RateLimit {
  const parts = Math.ceil(wanted / most);
  return { limit: Math.floor(wanted / parts), windowMs: windowMs / parts };
}

/** What the Cliniko connector and its test are opened with. Accounts are named by a hash: limits hold no secrets. */
export function clinikoOptions(
  { requestsPerMinute, baseUrl, ...access }: ClinikoConnection,
  governor: GovernorFactory,
  allowLocal: boolean,
): ClinikoOptions {
  const limit = rateOf(windows.cliniko, requestsPerMinute);
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

/** An account whose requests are counted, and how many may leave in a minute. */
export interface RatedAccount {
  readonly platform: "cliniko" | "dynamics" | "sharepoint";
  /** Under which its permits are kept. */
  readonly key: string;
  readonly perMinute: number;
}

/** The accounts a migration's requests are counted under. */
export function ratedAccounts({ cliniko, dynamics, sharepoint }: Connections): readonly RatedAccount[] {
  const microsoft = dynamics ? dynamics.requestsPerFiveMinutes / 5 : 0;
  return [
    ...(cliniko
      ? [
          {
            platform: "cliniko" as const,
            key: accountKey("cliniko", cliniko.apiKey),
            perMinute: cliniko.requestsPerMinute,
          },
        ]
      : []),
    ...(dynamics
      ? [{ platform: "dynamics" as const, key: accountKey("dynamics", dynamics.url), perMinute: microsoft }]
      : []),
    ...(dynamics && sharepoint
      ? [{ platform: "sharepoint" as const, key: accountKey("graph", sharepoint.siteUrl), perMinute: microsoft }]
      : []),
  ];
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

function microsoftLimit({ requestsPerFiveMinutes }: DynamicsConnection): RateLimit {
  return rateOf(windows.microsoft, requestsPerFiveMinutes);
}

function accountKey(platform: "cliniko" | "dynamics" | "graph", name: string): string {
  return `${platform}:${sha256Hex(name).slice(0, 24)}`;
}
