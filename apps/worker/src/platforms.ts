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

/** Opens the connectors of a migration. Accounts are named by a hash, so that limits hold no secrets. */
export function openPlatforms(connections: Connections, governor: GovernorFactory, allowLocal: boolean): Platforms {
  const { cliniko, dynamics, sharepoint } = connections;
  const { requestsPerMinute, ...clinikoAccess } = cliniko;
  const { requestsPerFiveMinutes, ...dynamicsAccess } = dynamics;
  const credentials = {
    tenantId: dynamics.tenantId,
    clientId: dynamics.clientId,
    ...(dynamics.clientSecret === undefined ? {} : { clientSecret: dynamics.clientSecret }),
    ...(dynamics.certificate === undefined ? {} : { certificate: dynamics.certificate }),
    ...(dynamics.authorityUrl === undefined ? {} : { authorityUrl: dynamics.authorityUrl }),
  };
  const account = (platform: string, name: string, limit: number, windowMs: number, burst: number) =>
    governor({ key: `${platform}:${sha256Hex(name).slice(0, 24)}`, limit, windowMs, burst });
  return {
    source: createClinikoConnector({
      ...clinikoAccess,
      governor: account("cliniko", cliniko.apiKey, requestsPerMinute, 60_000, Math.ceil(requestsPerMinute / 10)),
      allowLocal,
    }),
    destination: createDynamicsConnector({
      ...dynamicsAccess,
      governor: account(
        "dynamics",
        dynamics.url,
        requestsPerFiveMinutes,
        300_000,
        Math.ceil(requestsPerFiveMinutes / 10),
      ),
      allowLocal,
    }),
    files:
      sharepoint &&
      createSharePointConnector({
        siteUrl: sharepoint.siteUrl,
        ...(sharepoint.graphUrl === undefined ? {} : { graphUrl: sharepoint.graphUrl }),
        ...credentials,
        governor: account(
          "graph",
          sharepoint.siteUrl,
          requestsPerFiveMinutes,
          300_000,
          Math.ceil(requestsPerFiveMinutes / 10),
        ),
        allowLocal,
      }),
  };
}
