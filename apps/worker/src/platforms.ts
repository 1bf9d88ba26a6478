import { createClinikoConnector } from "@flit/connectors/cliniko/connector";
import { createDynamicsConnector } from "@flit/connectors/dynamics/connector";
import { createSharePointConnector } from "@flit/connectors/sharepoint/connector";
import type { DestinationConnector, FileConnector, RateGovernor, SourceConnector } from "@flit/core/connector";
import { sha256Hex } from "@flit/core/ids";
import type { RateLimit } from "@flit/core/rate-window";
import type { Connections } from "./connections.ts";

/** The three platforms of one migration, ready to be called. */
export interface Platforms {
  readonly source: SourceConnector;
  readonly destination: DestinationConnector;
  readonly files: FileConnector | null;
}

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

/** Opens the connectors of a migration. Accounts are named by a hash, so that limits hold no secrets. */
export function openPlatforms(connections: Connections, governor: GovernorFactory, allowLocal: boolean): Platforms {
  const { cliniko, dynamics, sharepoint } = connections;
  const { requestsPerMinute, baseUrl, ...access } = cliniko;
  const identity = {
    tenantId: dynamics.tenantId,
    clientId: dynamics.clientId,
    ...(dynamics.authorityUrl === undefined ? {} : { authorityUrl: dynamics.authorityUrl }),
    ...(dynamics.certificate ? { certificate: dynamics.certificate } : { clientSecret: dynamics.clientSecret ?? "" }),
  };
  const account = (platform: "cliniko" | "dynamics" | "graph", name: string) =>
    governor({
      key: `${platform}:${sha256Hex(name).slice(0, 24)}`,
      ...(platform === "cliniko"
        ? rateOf(windows.cliniko, requestsPerMinute)
        : rateOf(windows.microsoft, dynamics.requestsPerFiveMinutes)),
    });
  return {
    source: createClinikoConnector({
      ...access,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      governor: account("cliniko", cliniko.apiKey),
      allowLocal,
    }),
    destination: createDynamicsConnector({
      ...identity,
      url: dynamics.url,
      governor: account("dynamics", dynamics.url),
      allowLocal,
    }),
    files:
      sharepoint &&
      createSharePointConnector({
        ...identity,
        siteUrl: sharepoint.siteUrl,
        ...(sharepoint.graphUrl === undefined ? {} : { graphUrl: sharepoint.graphUrl }),
        governor: account("graph", sharepoint.siteUrl),
        allowLocal,
      }),
  };
}
