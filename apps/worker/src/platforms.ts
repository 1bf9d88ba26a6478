import { createClinikoConnector } from "@flit/connectors/cliniko/connector";
import { createDynamicsConnector } from "@flit/connectors/dynamics/connector";
import { createSharePointConnector } from "@flit/connectors/sharepoint/connector";
import type { DestinationConnector, FileConnector, RateGovernor, SourceConnector } from "@flit/core/connector";
import { sha256Hex } from "@flit/core/ids";
import type { Connections } from "./connections.ts";

/** The three platforms of one migration, ready to be called. */
export interface Platforms {
  readonly source: SourceConnector;
  readonly destination: DestinationConnector;
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
        ? { limit: requestsPerMinute, windowMs: 60_000, burst: bursts.cliniko }
        : { limit: dynamics.requestsPerFiveMinutes, windowMs: 300_000, burst: bursts.microsoft }),
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
