import { type Config, parseConfig } from "@flit/cli/config";
import { connectionsOf } from "@flit/cli/connections-of";
import { createClinikoConnector } from "@flit/connectors/cliniko/connector";
import { createDynamicsConnector } from "@flit/connectors/dynamics/connector";
import type { DestinationConnector, RateGovernor, SourceConnector } from "@flit/core/connector";
import { connections } from "@flit/worker/connections";
import { clinikoOptions, dynamicsOptions } from "@flit/worker/platforms";

/** The product's connectors without a pace of their own. */
export function openUnpaced(config: Config): { source: SourceConnector; destination: DestinationConnector } {
  const unpaced: RateGovernor = { take: async () => undefined, hold: async () => undefined };
  const { cliniko, dynamics } = connections.parse(connectionsOf(config));
  if (!cliniko || !dynamics) throw new Error("The configuration connects both sides.");
  return {
    source: createClinikoConnector(clinikoOptions(cliniko, () => unpaced, true)),
    destination: createDynamicsConnector(dynamicsOptions(dynamics, () => unpaced, true)),
  };
}

/**
 * The sandbox's configuration for rows alone (files have no counterpart in a pipe), in a folder of its own, with
 * limits that pass as fast as its clock.
 */
export function benchConfig(written: object, folder: string, timeScale: number): Config {
  const base = parseConfig(JSON.stringify(written), "sandbox");
  return {
    ...base,
    cliniko: { ...base.cliniko, requestsPerMinute: 180 * timeScale },
    dynamics: { ...base.dynamics, requestsPerFiveMinutes: 6_000 * timeScale },
    sharepoint: null,
    approve: "auto",
    state: `${folder}/state`,
    report: `${folder}/report`,
  };
}
